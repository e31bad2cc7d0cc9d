/** What is wrong with one log at the moment: said once, counted, and said again when it is over. */
import { codeOf, OsError, reasonOf } from "../os/os-error.ts";
import type { LogJson } from "../protocol/service-json.ts";
import type { LogCounters } from "./log-counters.ts";

export interface TroubleEvents {
  readonly fault: (message: string) => void;
  readonly recovered: (message: string) => void;
}

export class LogTrouble {
  readonly #counters: LogCounters;
  readonly #events: TroubleEvents;
  #isThere = false;
  #lacksSpace = false;
  #droppedBytes = 0;

  constructor(counters: LogCounters, events: TroubleEvents) {
    this.#counters = counters;
    this.#events = events;
  }

  get isThere(): boolean {
    return this.#isThere;
  }

  /** It began with, or came to, a disk without room. */
  get lacksSpace(): boolean {
    return this.#lacksSpace;
  }

  /** Says why the log of this policy is not written, unless that has been said. */
  begin(error: unknown, policy: LogJson): void {
    this.#lacksSpace ||= isFull(error);
    if (this.#isThere) return;
    this.#isThere = true;
    const what =
      error instanceof OsError ? error.message : `unable to write ${targetName(policy)}: ${reasonOf(error)}`;
    const drops = policy["on-full"] === "drop-oldest";
    this.#counters.setFault(what);
    this.#events.fault(`${what}; ${drops ? "the oldest lines are dropped" : "its writers wait"}`);
  }

  dropped(bytes: number): void {
    this.#droppedBytes += bytes;
    this.#counters.dropped(bytes);
  }

  end(): void {
    const bytes = this.#droppedBytes;
    [this.#isThere, this.#lacksSpace, this.#droppedBytes] = [false, false, 0];
    this.#counters.setFault(null);
    const lost = bytes === 0 ? "nothing is lost" : `${bytes} bytes were dropped`;
    this.#events.recovered(`the log is written again; ${lost}`);
  }
}

/** There is no room on the disk, or for this user. */
export function isFull(error: unknown): boolean {
  return ["ENOSPC", "EDQUOT"].includes(codeOf(error));
}

/** The destination of a policy, behind "unable to write". */
function targetName({ to }: LogJson): string {
  if ("dir" in to) return to.dir;
  return "syslog" in to ? `to ${to.syslog === "" ? "syslog" : to.syslog}` : `to the log of ${to.service}`;
}
