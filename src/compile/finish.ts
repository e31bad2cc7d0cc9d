/**
 * `finish`: what happens after every end of `run`. Oneshots are taken down, hooks run, directories go; last comes what
 * the suite has to be told about starting again. runit and busybox pass `CODE LOW-BYTE` with -1 for a signal, s6 passes
 * `CODE SIGNAL` with 256, our runtime passes what runit does and decides about restarts itself.
 */
import type { Argv, Service } from "../declare/service.ts";
import type { Tools } from "./chain.ts";
import { octal, removalLines } from "./directories.ts";
import { exportLines } from "./environment.ts";
import { callLine, hookLine, outputLines } from "./run-script.ts";
import { plainScript, type Script } from "./script.ts";
import { shQuote } from "./sh-quote.ts";
import type { Unit } from "./unit.ts";

export interface FinishTarget {
  readonly tools: Tools;
  /** First argument after a process that a signal ended; undefined: `finish` of a oneshot only runs to take it down. */
  readonly signalled?: "-1" | "256";
  /** Last lines: whether and when it may start again. They are given the hooks for giving up. */
  readonly again: (unit: Unit, onFail: readonly string[]) => readonly string[];
}

/** The script, or nothing when nothing was declared that needs one. */
export function finishScript(unit: Unit, target: FinishTarget): Script | undefined {
  const { service } = unit;
  const hook = (argv: Argv): string => inPlace(service, hookLine(argv));
  const onFail = service.hooks.onFail.map(hook);
  const commands = [...downLines(unit, target), ...service.hooks.postStop.map(hook)];
  const again = target.again(unit, onFail);
  const lines = [...commands, ...removalLines(service), ...again];
  if (lines.length === 0) return undefined;
  const isCalling = commands.length + onFail.length > 0;
  return plainScript([
    ...outputLines(service),
    ...(isCalling && service.umask !== undefined ? [`umask ${octal(service.umask)}`] : []),
    ...(isCalling ? exportLines(service) : []),
    ...lines,
  ]);
}

/** `finish` itself stays in the service directory, where `sv` and `s6-svstat` look for `.`. */
function inPlace({ workingDir, chroot }: Service, line: string): string {
  return workingDir === undefined || chroot !== undefined ? line : `(cd ${shQuote(workingDir)} && ${line})`;
}

/** A oneshot that a signal ended was up and is being taken down; one that ended by itself never came up. */
function downLines(unit: Unit, { tools, signalled }: FinishTarget): readonly string[] {
  const { work } = unit.service;
  if (work.kind !== "oneshot" || work.down === undefined) return [];
  const call = inPlace(unit.service, callLine(unit, tools, work.down));
  return signalled === undefined ? [call] : [`if [ "$1" = ${signalled} ]; then`, `  ${call}`, "fi"];
}

/** A pause before the next start, unless none is wanted. Suites wait a second themselves, so that is not repeated. */
export function delayLines({ restart }: Service, isWanted: string): readonly string[] {
  const seconds = Math.ceil((restart?.delayMs ?? 0) / 1000);
  return seconds > 1 ? [`if ${isWanted}; then sleep ${seconds}; fi`] : [];
}

export interface Branches {
  readonly success: readonly string[];
  readonly failure: readonly string[];
}

/** Lines for an exit with one of the declared codes, and for any other end. */
export function byOutcome({ restart }: Service, { success, failure }: Branches): readonly string[] {
  if (success.length + failure.length === 0) return [];
  const codes = (restart?.successCodes ?? [0]).join(" | ");
  const first = success.length === 0 ? [`  ${codes}) ;;`] : branch(codes, success);
  return ["case $1 in", ...first, ...(failure.length === 0 ? [] : branch("*", failure)), "esac"];
}

function branch(pattern: string, lines: readonly string[]): readonly string[] {
  return [`  ${pattern})`, ...indented(indented(lines)), "    ;;"];
}

/** Two blanks before each line. */
export function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}
