/** What a service directory says about itself, whichever suite supervises it. Reads only; needs no FFI. */
import { statSync } from "node:fs";
import { join } from "node:path";
import { LOG_STATS } from "../protocol/log-names.ts";
import { decodeLogStats, type LogStatsFile } from "../protocol/log-stats.ts";
import { SUPERVISE, SUPERVISE_FILES } from "../protocol/names.ts";
import { decodeRecord, type StateRecord } from "../protocol/state-record.ts";
import { decodeStatus, type Status } from "../protocol/status.ts";
import { probeFifo } from "./fifo-client.ts";
import { readRegular } from "./live-tree.ts";
import { codeOf } from "./os-error.ts";

/**
 * `absent`: was never supervised. `denied`: `supervise/` is closed to this user. `dead`: its supervisor is gone, the
 * rest is what that one wrote last.
 */
export type Supervision = "alive" | "dead" | "absent" | "denied";

export interface ServiceStatus {
  readonly supervision: Supervision;
  /** Undefined: not readable, or of no known format. */
  readonly status: Status | undefined;
  /** Only from svforge's own runtime. */
  readonly record: StateRecord | undefined;
  /** Only where svforge's own engine writes the log. */
  readonly log: LogStatsFile | undefined;
}

/** Reads `DIR/supervise/`. Throws only where the system fails in unexpected ways. */
export function readServiceStatus(directory: string): ServiceStatus {
  const folder = join(directory, SUPERVISE);
  const bytes = readIfAllowed(join(folder, SUPERVISE_FILES.status));
  const record = readIfAllowed(join(folder, SUPERVISE_FILES.state));
  const log = readIfAllowed(join(folder, LOG_STATS));
  return {
    supervision: supervisionOf(folder, bytes?.length === S6_STATUS_SIZE),
    status: bytes === undefined ? undefined : decodeStatus(bytes),
    record: record === undefined ? undefined : decodeRecord(Buffer.from(record).toString("utf8")),
    log: log === undefined ? undefined : decodeLogStats(Buffer.from(log).toString("utf8")),
  };
}

const S6_STATUS_SIZE = 35;

function supervisionOf(folder: string, writtenByS6: boolean): Supervision {
  const ok = probeFifo(join(folder, SUPERVISE_FILES.ok));
  if (ok === "read") return "alive";
  if (ok === "denied") return "denied";
  if (ok === "absent" && writtenByS6) return isS6Alive(folder) ? "alive" : "dead";
  return ok === "absent" ? "absent" : "dead";
}

/** s6 has no `ok`; its supervisor reads `control` as long as it lives. */
function isS6Alive(folder: string): boolean {
  return (
    statSync(join(folder, SUPERVISE_FILES.lock), { throwIfNoEntry: false }) !== undefined &&
    probeFifo(join(folder, SUPERVISE_FILES.control)) === "read"
  );
}

/** Undefined also for what no supervisor would have put there: a link, a FIFO, something long. */
function readIfAllowed(path: string): Uint8Array | undefined {
  try {
    return readRegular(path, LIMIT_BYTES)?.content;
  } catch (error) {
    if (codeOf(error) === "EACCES") return undefined;
    throw error;
  }
}

const LIMIT_BYTES = 65_536;
