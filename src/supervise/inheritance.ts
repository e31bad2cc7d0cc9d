/** How supervision begins in a directory that an earlier monitor of this boot had: what its record says goes on. */
import type { StateRecord } from "../protocol/state-record.ts";
import type { Inheritance, Past } from "./create-service.ts";
import type { ServiceDefinition, ServiceEvent } from "./service-state.ts";

/** The same moment on both clocks. */
export interface Moment {
  readonly now: number;
  /** Unix milliseconds. */
  readonly wall: number;
}

/**
 * A want of down stays (stopped by an operator, complete, given up), with its reason; a cycle may be gone. Counts of a
 * restart policy and a pending pause go on. A `down` file does not hold what was on its way to a start, nor is a single run forgotten.
 */
export function inheritFrom(record: StateRecord, definition: ServiceDefinition, moment: Moment): Inheritance {
  const wanted = record.want === "up" || record.failed === "cycle";
  const isOnItsWay = record.want !== "down" && BEFORE_A_START.has(record.phase);
  const want = !wanted || definition.startsDown ? "down" : "up";
  return {
    want: isOnItsWay ? record.want : want,
    operatorDown: !wanted && record.operatorDown,
    past: pastOf(record, definition, moment),
  };
}

const BEFORE_A_START: ReadonlySet<string> = new Set(["blocked", "delayed", "preparing", "starting"]);

/** The event that goes on with the process of a record. `isHeard`: as in the event. */
export function adoptionFrom(
  record: StateRecord,
  { now, wall }: Moment,
  isHeard: boolean,
): Omit<Extract<ServiceEvent, { kind: "adopted" }>, "now"> {
  const { pid, program, since, want, operatorDown, paused, gotTerm, ready } = record;
  const startedAt = now - Math.max(0, wall - since);
  const was = { want, operatorDown, paused, gotTerm, ready };
  return { kind: "adopted", pid, program, startedAt, since, ...was, isHeard };
}

function pastOf(record: StateRecord, { restart }: ServiceDefinition, { now, wall }: Moment): Past {
  /** Never in the future, whatever the wall clock did meanwhile. */
  const before = (at: number): number => now - Math.max(0, wall - at);
  const pauseMs = Math.min((record.retry?.at ?? wall) - wall, Math.max(restart.delayMs, restart.maxDelayMs));
  return {
    failed: record.failed === "permanent" || record.failed === "gave-up" ? record.failed : "none",
    starts: record.starts,
    failures: record.failures,
    windowFailures: record.failuresInWindow,
    windowStartedAt: before(record.windowSince ?? record.since),
    // Of a run that nobody saw end it is not known.
    lastStatus: record.pid === 0 ? record.lastStatus : null,
    exitedWall: Math.min(wall, Math.max(0, Math.round(record.since))),
    exitedAt: before(record.since),
    notBefore: pauseMs > 0 ? now + pauseMs : -Infinity,
  };
}
