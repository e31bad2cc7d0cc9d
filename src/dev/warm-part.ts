/** What stands in for a program or thread while the build runs it: its part, and at the end that part's code cache. */
import { existsSync, readFileSync } from "node:fs";
import { asUsual } from "../os/heap.ts";
import { compilePart, runPart } from "../os/load-part.ts";
import { writeCacheOf } from "./write-cache.ts";

/** A part that is a program begins when it is called; a thread's when it is loaded. */
type Part = Partial<typeof import("../cli/tools/svscan.ts")>;

/** Runs `dist/NAME.cjs` here. Once there is a file `told`, what V8 has compiled of it by then is left beside it. */
export function warmPart(name: string, told: string): void {
  const path = new URL(`../${name}.cjs`, import.meta.url).pathname;
  const script = compilePart(path, readFileSync(path, "utf8"), undefined);
  const { svscan } = runPart(script, path) as Part;
  svscan?.(process.argv.slice(2), { out: () => undefined, err: () => undefined });
  const timer = setInterval(() => {
    if (!existsSync(told)) return;
    clearInterval(timer);
    asUsual();
    writeCacheOf(path, script);
  }, LOOK_MS);
}

const LOOK_MS = 20;
