/** After `run` ended and `finish` is through: will it be started again, when, and who must hear that it will not. */
import { backoffMs, countInWindow, nextRandom } from "./backoff.ts";
import { type Failure, JOB_LIMIT_MS, START_INTERVAL_MS } from "./service-state.ts";
import { runJob, say, type Turn } from "./turn.ts";
import { isSuccess } from "./wait-status.ts";

/** Applies the restart policy to the last run. Leaves the want as it is, or turns it down with the reason. */
export function judgeRun(turn: Turn): void {
  const { s } = turn;
  const { policy, successCodes } = s.definition.restart;
  const success = !s.faulted && isSuccess(s.lastStatus, successCodes);
  s.completed = success && !s.exitAsked;
  if (s.want !== "up" || s.exiting) return;
  if (s.exitAsked) forgetFailures(turn);
  else if (policy === "never" || (policy === "on-failure" && success)) endOfPolicy(turn, success);
  else countRun(turn);
}

/** Turns the want down for good, until an operator says `u`. */
export function fail(turn: Turn, failed: Failure): void {
  const { s } = turn;
  s.want = "down";
  s.failed = failed;
  if (s.definition.hasOnFail) runJob(turn, "on-fail", JOB_LIMIT_MS);
  // The exit code is the main service's, whose end is the end of all anyway.
  if (s.definition.main) tellMainEnded(turn);
  else if (s.definition.restart.onGiveUp === "exit") turn.effects.push({ kind: "give-up" });
}

/** The main service is over: whoever runs for its sake ends with it. */
export function tellMainEnded(turn: Turn): void {
  const { s } = turn;
  if (s.definition.main) turn.effects.push({ kind: "main-ended", status: s.lastStatus });
}

/** An operator's wish to start wipes the slate. */
export function forgetFailures(turn: Turn): void {
  const { s } = turn;
  s.failed = "none";
  s.failures = 0;
  s.windowFailures = 0;
  s.notBefore = -Infinity;
}

function endOfPolicy(turn: Turn, success: boolean): void {
  if (!success) {
    fail(turn, "gave-up");
    return;
  }
  turn.s.want = "down";
  tellMainEnded(turn);
}

/** Counts every run that ended by itself, a success under `always` too: a loop of successes is a loop. */
function countRun(turn: Turn): void {
  const { s } = turn;
  const { restart } = s.definition;
  if (s.exitedAt - s.startedAt >= restart.resetAfterMs) {
    s.failures = 0;
    s.windowFailures = 0;
  }
  s.failures += 1;
  const window = countInWindow(
    restart,
    { startedAt: s.windowStartedAt, failures: s.windowFailures },
    s.exitedAt,
  );
  s.windowStartedAt = window.startedAt;
  s.windowFailures = window.failures;
  if (window.failures >= restart.maxAttempts) {
    say(turn, { what: "gave-up", attempts: window.failures, windowMs: restart.windowMs });
    fail(turn, "gave-up");
    return;
  }
  s.random = nextRandom(s.random);
  const delayMs = backoffMs(restart, s.failures, s.random / 2 ** 32);
  s.notBefore = s.exitedAt + delayMs;
  if (delayMs > START_INTERVAL_MS) say(turn, { what: "back-off", delayMs, failures: s.failures });
}
