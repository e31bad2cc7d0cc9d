/**
 * Running a log's processor as multilog does: standard input is the rotated file, standard output the processed one,
 * descriptors 4 and 5 the state it keeps. How it ended comes through a pipe, so whoever reaps children may reap this one.
 */
import { readFileSync } from "node:fs";
import { constants } from "node:os";
import { besideStarts } from "./beside-starts.ts";
import { closeRaw } from "./close-raw.ts";
import { readText } from "./descriptors.ts";
import { kill, pipe, stringTable } from "./libc.ts";
import { spawn } from "./posix-spawn.ts";
import { watchReadable } from "./readable.ts";
import { asParentOf, type Identity } from "./thread-identity.ts";

export interface ProcessorOrder {
  readonly argv: readonly string[];
  /** Open directory it starts in. */
  readonly directory: number;
  readonly identity: Identity;
  readonly input: number;
  readonly output: number;
  readonly state: number;
  readonly newState: number;
}

/** Node has raised the limit on open files; the shell lowers it again, runs the words, and tells the exit code. */
const SCRIPT = 'ulimit -S -n 1024 2>/dev/null; "$@" 3>&-; echo $? >&3';

export interface ProcessorRun {
  /** The exit code (128 + n for signal n), or undefined when even the shell was killed. */
  readonly code: Promise<number | undefined>;
  /** Ends it and what it has started in its session, if it still runs. */
  readonly kill: () => void;
}

/** Starts it. */
export function runProcessor(run: ProcessorOrder): ProcessorRun {
  const environment = stringTable(ownEnvironment());
  const argv = stringTable(["sh", "-c", SCRIPT, "sh", ...run.argv]);
  const status = besideStarts(pipe);
  let pid = 0;
  try {
    pid = asParentOf(run.identity, () =>
      spawn({
        program: "/bin/sh",
        argv,
        environment,
        directory: run.directory,
        descriptors: [
          [run.input, 0],
          [run.output, 1],
          [status.writer, 3],
          [run.state, 4],
          [run.newState, 5],
        ],
      }),
    );
  } catch (error) {
    closeRaw(status.reader);
    throw error;
  } finally {
    closeRaw(status.writer);
  }
  const code = exitCodeFrom(status.reader).finally(() => {
    pid = 0;
  });
  return { code, kill: () => pid > 0 && kill(-pid, constants.signals.SIGKILL) };
}

function exitCodeFrom(reader: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const stop = watchReadable(reader, () => {
      const text = readText(reader);
      stop();
      closeRaw(reader);
      resolve(text === "" ? undefined : Number(text));
    });
  });
}

function ownEnvironment(): string[] {
  return readFileSync("/proc/self/environ", "latin1")
    .split("\0")
    .filter((entry) => entry !== "");
}
