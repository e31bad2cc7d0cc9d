/**
 * `run`, in one order whatever was declared: output, waiting, directories, umask, working directory, environment,
 * hooks, priorities, limits, then one chain that ends in the command. Values are inline, so that a definition that
 * changes during a start cannot mix with another one.
 */
import type { Argv, Service } from "../declare/service.ts";
import { STDERR_SUFFIX } from "../protocol/log-names.ts";
import { SUPERVISE, SUPERVISE_FILES } from "../protocol/names.ts";
import { argvWords, chainWords, commandLine, type Tools } from "./chain.ts";
import { directoryLines, octal } from "./directories.ts";
import { clearLines, exportLines } from "./environment.ts";
import { priorityLines } from "./priority.ts";
import { type Script, startScript } from "./script.ts";
import { shQuote, shWords } from "./sh-quote.ts";
import type { Unit } from "./unit.ts";

/** A sleep that nothing ends but a signal: what a finished oneshot becomes, so that a supervisor sees it up. */
const SLEEP = "exec sleep 2147483647";

/** One argument of a program may not be longer (Linux, MAX_ARG_STRLEN), and a script body is one. */
const LONGEST_ARGUMENT_BYTES = 131_071;

export interface RunTarget {
  readonly tools: Tools;
  /** Lines right after the redirections: waiting for other services, delegating control. */
  readonly prologue: (unit: Unit) => readonly string[];
  /**
   * What `run` of a oneshot does once its work is done: end (`run`, the runtime knows), or stay as a sleeping process
   * that stands for the result, after telling s6 that it is ready (`notify`).
   */
  readonly oneshot: "run" | "sleep" | "notify";
}

/** `run` of a service whose process is ours to start. */
export function runScript(unit: Unit, target: RunTarget): Script {
  const { service } = unit;
  return startScript({
    before: [
      ...outputLines(service),
      ...target.prologue(unit),
      ...placeLines(service),
      ...clearLines(service),
    ],
    after: [
      ...exportLines(service),
      ...service.hooks.preStart.map((argv) => `${hookLine(argv)} || exit 111`),
      ...priorityLines(unit),
      ...target.tools.limitLines(unit),
      ...workLines(unit, target),
    ],
  });
}

/**
 * Standard error joins standard output when both go to the log; logged apart it has a FIFO of its own, held for reading too,
 * so that it outlives every logger. Nothing is said about output that is not logged.
 */
export function outputLines({ log }: Service): readonly string[] {
  if (log === undefined || log.to.kind === "none" || log.to.kind === "inherit") return [];
  if (log.stderr === "merge") return ["exec 2>&1"];
  if (log.stderr === "inherit") return [];
  const fifo = `${SUPERVISE}/${SUPERVISE_FILES.logPipe}${STDERR_SUFFIX}`;
  // The engine may be quicker: only what a second look does not find is told of.
  const make = `mkfifo -m 600 ${fifo}`;
  const isThere = `[ -p ${fifo} ]`;
  return [`${isThere} || ${make} 2>/dev/null || ${isThere} || ${make} || exit 111`, `exec 2<>${fifo}`];
}

/** Directories come before the umask, which would close those above them. */
function placeLines(service: Service): readonly string[] {
  const { umask, workingDir, chroot } = service;
  return [
    ...directoryLines(service),
    ...(umask === undefined ? [] : [`umask ${octal(umask)}`]),
    ...(workingDir === undefined || chroot !== undefined ? [] : [`cd ${shQuote(workingDir)} || exit 111`]),
  ];
}

/** A hook is run by the supervisor's user, with the service's environment. Never by way of a shell's parsing. */
export function hookLine(argv: Argv): string {
  return shWords(argv);
}

function workLines(unit: Unit, { tools, oneshot }: RunTarget): readonly string[] {
  const { work } = unit.service;
  if (work.kind === "script") return scriptLines(unit, tools, work.body);
  if (work.kind === "command") return [execLine(unit, tools, work.argv)];
  if (work.kind !== "oneshot") return [];
  if (oneshot === "run") return [execLine(unit, tools, work.up)];
  const notice = oneshot === "notify" ? ["printf '\\n' >&3", "exec 3>&-"] : [];
  return [`${callLine(unit, tools, work.up)} || exit 111`, ...notice, SLEEP];
}

function execLine(unit: Unit, tools: Tools, argv: Argv): string {
  const chain = [...tools.first(unit), ...chainWords(unit, tools)];
  return commandLine({ prefix: "exec ", tools: chain, command: argvWords(argv) });
}

/** The same command as a child, for work that has to end before something else. */
export function callLine(unit: Unit, tools: Tools, argv: Argv): string {
  return commandLine({ prefix: "", tools: chainWords(unit, tools), command: argvWords(argv) });
}

/**
 * A script body stands in `run` as it was written. With nothing to pass through it is the rest of `run`; otherwise a
 * here-document holds it, unquoted, and the chain ends in a shell that is given it.
 */
function scriptLines(unit: Unit, tools: Tools, body: string): readonly string[] {
  const chain = [...tools.first(unit), ...chainWords(unit, tools)];
  const text = body.replace(/\n+$/, "");
  if (chain.length === 0) return ["set -e --", text];
  if (new TextEncoder().encode(text).length > LONGEST_ARGUMENT_BYTES)
    unit.error(
      "E0501",
      "script",
      `${unit.service.name}: \`script\` is longer than one argument may be (128 KiB)`,
      "a file and `command`",
    );
  const end = delimiterFor(text);
  const command = ["/bin/sh", "-e", "-c", '"$_script"', shQuote(unit.service.name)];
  return [
    `_script=$(cat <<'${end}'`,
    text,
    end,
    ")",
    commandLine({ prefix: "exec ", tools: chain, command }),
  ];
}

/** A word that is no line of the body. */
function delimiterFor(text: string): string {
  const lines = new Set(text.split("\n"));
  let end = "END";
  while (lines.has(end)) end += "_";
  return end;
}
