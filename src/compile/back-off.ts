/**
 * A delay that grows, for runsv, which only knows one second: `finish` sleeps and doubles, in whole seconds, without
 * the jitter of our runtime. What it has to remember lies in `supervise/`, the one place a suite may write.
 */
import type { Service } from "../declare/service.ts";

/** Seconds the next pause will take, and second of the last start. */
const DELAY = "supervise/delay";
const STARTED = "supervise/started";

/** Is there a delay that grows? */
export function isGrowing({ restart }: Service): boolean {
  return restart !== undefined && restart.policy !== "never" && restart.maxDelayMs > restart.delayMs;
}

/** The line of `run` that `backOffLines` relies on. */
export function startedLines(service: Service): readonly string[] {
  return isGrowing(service) ? [`date +%s >${STARTED} || exit 111`] : [];
}

/** Pause, then double it up to the most; a run that lasted long enough begins anew. */
export function backOffLines({ restart }: Service, isWanted: string): readonly string[] {
  const first = seconds(restart?.delayMs ?? 0);
  const most = Math.max(first, seconds(restart?.maxDelayMs ?? 0));
  const lasting = seconds(restart?.resetAfterMs ?? 0);
  return [
    `if [ -e ${DELAY} ]; then read -r _delay <${DELAY}; else _delay=${first}; fi`,
    `read -r _started <${STARTED}`,
    `[ $(($(date +%s) - _started)) -lt ${lasting} ] || _delay=${first}`,
    `if ${isWanted}; then sleep "$_delay"; fi`,
    `echo $((_delay * 2 < ${most} ? _delay * 2 : ${most})) >${DELAY}`,
  ];
}

/** A start that was asked for begins with the first delay again. */
export const FORGET_DELAY: string = `rm -f ${DELAY}`;

function seconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}
