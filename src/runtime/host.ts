/** What a supervised directory gets from the process around it: `svscan`'s monitor, or `supervise` for one directory. */
import type { Surroundings } from "../os/spawn.ts";
import type { StartLedger } from "../os/start-ledger.ts";
import type { CatchAll } from "./catch-all.ts";
import type { Children } from "./children.ts";
import type { Logs } from "./logs.ts";
import type { Reporter } from "./reporter.ts";

export interface Host {
  readonly surroundings: Surroundings;
  /** PATH of our caller, for probes and hooks. */
  readonly searchPath: string;
  readonly children: Children;
  readonly reporter: Reporter;
  readonly logs: Logs;
  /** Undefined: what has no logger goes where the monitor's own output goes. */
  readonly catchAll: CatchAll | undefined;
  /** What is being started, for a successor. */
  readonly starts: StartLedger;
  /** /dev/null, open for reading and writing. */
  readonly devNull: number;
  /** Folder that everybody can reach, for notify sockets. */
  readonly notifyFolder: string;
  /** The log pipe of another service by name, where one logger hands its lines to another. */
  pipeOf(service: string): string | undefined;
}
