/** Becoming another of our programs in place: the pid stays, and with it terminal, parent and supervision. */
import { execve, setCloseOnExec, stringTable } from "./libc.ts";
import { ownFile } from "./self.ts";

/**
 * Replaces this process by `node FILE ARGS`, for example `svscan.cjs`. Standard input, output and error go along (Node
 * marks them close-on-exec), and so do the descriptors in `keep`. Returns only by throwing `OsError`, with all as it was.
 */
export function execSelf(
  file: string,
  args: readonly string[],
  environment: readonly (string | Buffer)[],
  keep: readonly number[] = [],
): never {
  const handedOn = [0, 1, 2, ...keep];
  for (const fd of handedOn) setCloseOnExec(fd, false);
  const argv = [process.execPath, ...process.execArgv, ownFile(file), ...args];
  try {
    execve(process.execPath, stringTable(argv), stringTable(environment));
  } catch (error) {
    for (const fd of handedOn) setCloseOnExec(fd, true);
    throw error;
  }
}
