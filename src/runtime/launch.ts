/** How a program of a supervised directory is started: `run` or `finish`, with its input, its output, its way to say that it is ready. */
import { closeDescriptor } from "../os/descriptors.ts";
import { codeOf } from "../os/os-error.ts";
import { startProgram } from "../os/spawn.ts";
import { RUN } from "../protocol/names.ts";
import type { Program } from "../supervise/service-state.ts";
import type { DirectoryOrder } from "./directory-order.ts";
import type { Readiness } from "./readiness.ts";

export interface Launched {
  readonly pid: number;
  readonly readiness: Readiness | undefined;
}

/** Notes the start for a successor, then makes the process. `args`: for `finish`. Throws when there is none; `readiness` is closed then. */
export function launch(
  directory: DirectoryOrder,
  program: Program,
  args: readonly string[],
  readiness: Readiness | undefined,
): Launched {
  try {
    return { pid: startOrRestore(directory, program, args, readiness), readiness };
  } catch (error) {
    readiness?.close();
    throw error;
  }
}

/** What does not exist may be the pipe to the logger, removed with `supervise/`. */
function startOrRestore(...order: Parameters<typeof start>): number {
  try {
    return start(...order);
  } catch (error) {
    const [directory] = order;
    if (codeOf(error) !== "ENOENT" || !directory.restore()) throw error;
    return start(...order);
  }
}

function start(
  directory: DirectoryOrder,
  program: Program,
  args: readonly string[],
  readiness: Readiness | undefined,
): number {
  const { host } = directory;
  const place = directory.openDirectory();
  const input = directory.role === "logger" ? directory.pipe()?.openForLogger() : undefined;
  try {
    host.starts.note(directory.identity, program);
    return startProgram(host.surroundings, {
      program: `./${program}`,
      argv: program === RUN ? ["./run"] : [`./${program}`, ...args, directory.name()],
      directory: place.fd,
      descriptors: [
        [input ?? 0, 0],
        [directory.output(), 1],
        [host.catchAll?.output ?? 2, 2],
        ...(readiness?.descriptors ?? []),
      ],
      variables: [...directory.variables(), ...(readiness?.variables ?? [])],
    });
  } finally {
    place.release();
    if (input !== undefined) closeDescriptor(input);
  }
}
