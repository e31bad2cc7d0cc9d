/** The machines' reports as sentences: which directory, what happened, what happens next. */
import { assertNever } from "../invariant.ts";
import type { ScanReport } from "../supervise/scan-state.ts";
import type { Report } from "../supervise/service-state.ts";

/** A report about one directory. */
export function sentenceOf(name: string, report: Report): string {
  switch (report.what) {
    case "fork-failed":
      return `warning: unable to make a process for ${name}, trying again in ${seconds(report.retryMs)}`;
    case "not-ready":
      return `warning: ${name} is not ready after ${seconds(report.afterMs)}`;
    case "unhealthy":
      return `warning: ${name} failed its health probe ${report.failures} times in a row, restarting it`;
    case "killed":
      return `warning: ${name} did not stop in time and was killed`;
    case "finish-killed":
      return `warning: finish of ${name} took longer than ${seconds(report.afterMs)} and was killed`;
    case "group-killed":
      return `warning: processes that ${name} left behind were killed`;
    case "permanent-failure":
      return `warning: finish of ${name} says it is no use (exit 125): down until svc -u`;
    case "gave-up":
      return `warning: ${name} failed ${report.attempts} times within ${seconds(report.windowMs)}: down until svc -u`;
    case "back-off":
      return `${name} failed ${times(report.failures)}, starting it again in ${seconds(report.delayMs)}`;
    case "cycle":
      return `warning: ${name} depends on itself and is not started`;
    default:
      return assertNever(report);
  }
}

/** A report about the scan directory. */
export function scanSentenceOf(report: ScanReport): string {
  switch (report.what) {
    case "cycle":
      return `warning: dependency cycle: ${report.path.join(" -> ")}: none of them is started`;
    case "same-directory":
      return `warning: ${report.name} is the same directory as ${report.as}: one service`;
    case "incomplete":
      return `warning: ${report.name} has no executable run, starting it anyway`;
    case "missing-dependency":
      return `warning: ${report.name} waits for ${report.dependency}, which does not exist`;
    case "conflict":
      return `warning: ${report.name} waits: it conflicts with ${report.with}, which is up`;
    case "shutdown-overdue":
      return `warning: killing what has not stopped: ${report.left.join(" ")}`;
    default:
      return assertNever(report);
  }
}

const times = (n: number): string => (n === 1 ? "once" : `${n} times in a row`);

function seconds(ms: number): string {
  return ms % 1000 === 0 ? `${ms / 1000} s` : `${(ms / 1000).toFixed(1)} s`;
}
