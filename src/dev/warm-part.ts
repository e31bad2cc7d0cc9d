/** What stands in for a program or thread while the build runs it: its part, and at the end that part's code cache. */
import { existsSync } from "node:fs";
import { runPart } from "../os/load-part.ts";
import { compileNew, partPath, writeCacheOf } from "./part-cache.ts";

/** A part that is a program begins when it is called; a thread's when it is loaded. */
type Part = Partial<typeof import("../cli/tools/svscan.ts")>;

/** Runs `dist/NAME.cjs` here. Once there is a file `told`, what V8 has compiled of it by then is left beside it. */
export function warmPart(name: string, told: string): void {
  const script = compileNew(name);
  const { svscan } = runPart(script, partPath(name)) as Part;
  svscan?.(process.argv.slice(2), { out: () => undefined, err: () => undefined });
  const timer = setInterval(() => {
    if (!existsSync(told)) return;
    clearInterval(timer);
    writeCacheOf(name, script);
  }, LOOK_MS);
}

const LOOK_MS = 20;
