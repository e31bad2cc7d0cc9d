/** One directory as its driver gets it: where it is, what it is called, where its output goes. */

import type { LogPipe } from "../os/log-pipe.ts";
import type { Source } from "../os/posix-spawn.ts";
import type { SuperviseFolder } from "../os/supervise-folder.ts";
import type { Host } from "./host.ts";

export interface DirectoryOrder {
  /** `device:inode`, with `/log` for a logger: never changes. */
  readonly identity: string;
  readonly role: "service" | "logger";
  /** The entry's name, which a rename changes; `NAME/log` for a logger. */
  readonly name: () => string;
  /** Path that stays valid through a rename. */
  readonly path: string;
  /** Whether anything has this name in it. */
  readonly has: (name: string) => boolean;
  readonly folder: SuperviseFolder;
  /** The directory itself, for a program to start in. */
  readonly openDirectory: () => Lent;
  /** Standard output for programs of this directory: the log pipe, or the monitor's. */
  readonly output: () => Source;
  /** Between this service and its logger, or this logger and its service. */
  readonly pipe: () => LogPipe | undefined;
  /** `SVFORGE_DEF=…` for an activated directory. */
  readonly variables: () => readonly string[];
  /** Reads the files again if they have changed: a start uses what is there at that moment. */
  readonly refresh: () => void;
  /** Where a notify socket may stand. */
  readonly notifyPath: string;
  readonly host: Host;
}

/** A descriptor to be released after use. */
export interface Lent {
  readonly fd: number;
  release(): void;
}
