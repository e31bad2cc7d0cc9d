/** One directory as its driver gets it: where it is, what it is called, where its output goes. */

import type { LogPipe } from "../os/log-pipe.ts";
import type { Source } from "../os/posix-spawn.ts";
import type { SuperviseFolder } from "../os/supervise-folder.ts";
import { LOG } from "../protocol/names.ts";
import type { Host } from "./host.ts";

/** The entry that has it, for what both of its directories share or a rename changes. */
export interface Holder {
  readonly identity: string;
  /** Between the service and its logger. */
  readonly pipe: LogPipe | undefined;
  nameOf(role: Role): string;
  has(role: Role, name: string): boolean;
  openDirectory(role: Role): Lent;
  outputOf(role: Role): Source;
  variablesOf(role: Role): readonly string[];
  refreshBeforeStart(role: Role): void;
  isBare(): boolean;
  learn(): void;
  restore(role: Role): boolean;
}

export type Role = "service" | "logger";

export class DirectoryOrder {
  /** `device:inode`, with `/log` for a logger: never changes. */
  readonly identity: string;
  readonly role: Role;
  /** Path that stays valid through a rename. */
  readonly path: string;
  readonly folder: SuperviseFolder;
  readonly host: Host;
  readonly #holder: Holder;

  constructor(holder: Holder, role: Role, path: string, folder: SuperviseFolder, host: Host) {
    this.#holder = holder;
    this.identity = role === "logger" ? `${holder.identity}/${LOG}` : holder.identity;
    this.role = role;
    this.path = path;
    this.folder = folder;
    this.host = host;
  }

  /** The entry's name, which a rename changes; `NAME/log` for a logger. */
  name(): string {
    return this.#holder.nameOf(this.role);
  }

  /** Whether anything has this name in it. */
  has(name: string): boolean {
    return this.#holder.has(this.role, name);
  }

  /** The directory itself, for a program to start in. */
  openDirectory(): Lent {
    return this.#holder.openDirectory(this.role);
  }

  /** Standard output for programs of this directory: the log pipe, or the monitor's. */
  output(): Source {
    return this.#holder.outputOf(this.role);
  }

  /** Between this service and its logger, or this logger and its service. */
  pipe(): LogPipe | undefined {
    return this.#holder.pipe;
  }

  /** `SVFORGE_DEF=…` for an activated directory. */
  variables(): readonly string[] {
    return this.#holder.variablesOf(this.role);
  }

  /** Reads the files again if they have changed: a start uses what is there at that moment. */
  refresh(): void {
    this.#holder.refreshBeforeStart(this.role);
  }

  /** A service that at this moment surely has neither `finish` nor control scripts, and is as it was read. */
  isBare(): boolean {
    return this.role === "service" && this.#holder.isBare();
  }

  /** Looks at its names where that is not known: the next time it is. */
  learn(): void {
    if (this.role === "service") this.#holder.learn();
  }

  /** Makes again what somebody has removed of `supervise/` while nothing runs in it. False: nothing was missing. */
  restore(): boolean {
    return this.#holder.restore(this.role);
  }

  /** Jitter differs between directories and is the same at every run. */
  get seed(): number {
    let seed = 1;
    for (let i = 0; i < this.identity.length; i++)
      seed = (Math.imul(seed, 31) + this.identity.charCodeAt(i)) | 0;
    return seed;
  }

  /** Where a notify socket may stand. */
  get notifyPath(): string {
    return `${this.host.notifyFolder}/notify-${this.#holder.identity}`;
  }
}

/** A descriptor to be released after use. */
export interface Lent {
  readonly fd: number;
  release(): void;
}
