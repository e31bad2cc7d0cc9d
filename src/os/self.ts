import { realpathSync } from "node:fs";
import { dirname, join } from "node:path";

/** Absolute path of one of our own built files (`svscan.cjs`, `log-worker.cjs`), beside the running program. */
export function ownFile(name: string): string {
  return join(dirname(realpathSync(process.argv[1] ?? "")), name);
}
