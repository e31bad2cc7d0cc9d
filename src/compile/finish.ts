/**
 * `finish`: what happens after every end of `run`. Hooks for failures, hooks for every end, directories that go, then
 * whether and when the supervisor may start again. runit and busybox pass `CODE LOW-BYTE` with -1 for a signal, s6
 * passes `CODE SIGNAL` with 256, our runtime passes what runit does.
 */
import type { Argv, Service } from "../declare/service.ts";
import { SIGNALS } from "../protocol/signals.ts";
import type { Tools } from "./chain.ts";
import { octal, removalLines } from "./directories.ts";
import { exportLines } from "./environment.ts";
import { callLine, hookLine, outputLines } from "./run-script.ts";
import { plainScript, type Script } from "./script.ts";
import { shQuote } from "./sh-quote.ts";
import type { Unit } from "./unit.ts";

export interface FinishTarget {
  readonly tools: Tools;
  /** First argument of a process that a signal ended. */
  readonly signalled: "-1" | "256";
  /** Shell command that keeps the supervisor from starting again; undefined: the runtime decides itself. */
  readonly stayDown?: string;
  /** Last line, when attempts are limited; it ends the script. */
  readonly giveUp?: string | undefined;
  /** Shell test: is the supervisor about to start it again? */
  readonly isWanted?: string;
  /** Failure hooks are `finish`'s own work (the builtin runtime runs them itself). */
  readonly runsOnFail: boolean;
}

/** The script, or nothing when nothing was declared that needs one. */
export function finishScript(unit: Unit, target: FinishTarget): Script | undefined {
  const { service } = unit;
  const hook = (argv: Argv): string => inPlace(service, hookLine(argv));
  const onFail = target.runsOnFail ? service.hooks.onFail.map(hook) : [];
  const work = [...downLines(unit, target), ...service.hooks.postStop.map(hook)];
  const commands = [...caseLines({ unit, target, success: [], failure: onFail }), ...work];
  const after = [...removalLines(service), ...restartLines(unit, target)];
  if (commands.length + after.length === 0) return undefined;
  const hasCommands = commands.length > 0;
  return plainScript([
    ...outputLines(service),
    ...(hasCommands && service.umask !== undefined ? [`umask ${octal(service.umask)}`] : []),
    ...(hasCommands ? exportLines(service) : []),
    ...commands,
    ...after,
  ]);
}

/** `finish` itself stays in the service directory, where `sv` and `s6-svstat` look for `.`. */
function inPlace({ workingDir, chroot }: Service, line: string): string {
  return workingDir === undefined || chroot !== undefined ? line : `(cd ${shQuote(workingDir)} && ${line})`;
}

/** A oneshot that a signal ended was up and is being taken down; one that ended by itself never came up. */
function downLines(unit: Unit, { tools, signalled, stayDown }: FinishTarget): readonly string[] {
  const { work } = unit.service;
  if (work.kind !== "oneshot" || work.down === undefined) return [];
  const call = inPlace(unit.service, callLine(unit, tools, work.down));
  return stayDown === undefined ? [call] : [`if [ "$1" = ${signalled} ]; then`, `  ${call}`, "fi"];
}

/** Whether and when the supervisor may start again; nothing where the runtime decides that. */
function restartLines(unit: Unit, target: FinishTarget): readonly string[] {
  const { restart } = unit.service;
  const { stayDown, isWanted, giveUp } = target;
  if (restart === undefined || stayDown === undefined) return [];
  if (restart.policy === "never") return [stayDown];
  const seconds = Math.ceil(restart.delayMs / 1000);
  const again = [
    ...(seconds > 1 && isWanted !== undefined ? [`if ${isWanted}; then sleep ${seconds}; fi`] : []),
    ...(giveUp === undefined ? [] : [giveUp]),
  ];
  if (restart.policy === "always") return again;
  return caseLines({ unit, target, success: [stayDown], failure: again });
}

interface Cases {
  readonly unit: Unit;
  readonly target: FinishTarget;
  readonly success: readonly string[];
  readonly failure: readonly string[];
}

const TERM = 15;

/** Success is exit 0, a declared code, or the signal that asks it to stop. */
function caseLines({ unit, target, success, failure }: Cases): readonly string[] {
  if (success.length + failure.length === 0) return [];
  const { restart, stop } = unit.service;
  const codes = [...new Set([0, ...(restart?.successCodes ?? [])])].map((code) => `'${code} '*`);
  const signal = SIGNALS[stop?.signal ?? "TERM"] ?? TERM;
  const patterns = [...codes, `'${target.signalled} ${signal}'`].join(" | ");
  const first = success.length === 0 ? [`  ${patterns}) ;;`] : branch(patterns, success);
  return ['case "$1 $2" in', ...first, ...(failure.length === 0 ? [] : branch("*", failure)), "esac"];
}

function branch(pattern: string, lines: readonly string[]): readonly string[] {
  return [`  ${pattern})`, ...lines.map((line) => `    ${line}`), "    ;;"];
}
