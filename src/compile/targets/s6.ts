/** s6: readiness through `notification-fd`, waiting by events, its own files for signals and timeouts, `s6-log`. */
import type { Service } from "../../declare/service.ts";
import type { Tools } from "../chain.ts";
import { delayLines, finishScript, indented } from "../finish.ts";
import { foreignPrologue } from "../foreign.ts";
import { isNumeric, setprivWords } from "../identity.ts";
import { logRunScript } from "../log-common.ts";
import { s6log } from "../log-s6.ts";
import { probeLine } from "../probe.ts";
import { ONLY_BUILTIN, type Refusals } from "../refusals.ts";
import { plainScript } from "../script.ts";
import { shQuote } from "../sh-quote.ts";
import type { Target } from "../target.ts";
import type { Tree } from "../tree.ts";
import type { Unit } from "../unit.ts";
import { s6Waits } from "../wait.ts";
import { utilLinux } from "./util-linux.ts";

const REFUSALS: Refusals = {
  ...ONLY_BUILTIN,
  "restart.max-delay": "`restart.delay` alone, or target builtin or runit",
  "restart.reset-after": "target builtin or runit",
  "stop.command": "`stop.signal`, or target builtin or runit",
  "hooks.pre-stop": "target builtin or runit",
  "reload.command": "`reload.signal`, or target builtin or runit",
  control: "`s6-svperms` after the first start, or target builtin or runit",
};

/** Descriptor of the readiness line when the service itself does not name one. */
const READY_FD = 3;
/** s6-supervise kills `finish` after this unless told otherwise. */
const FINISH_MS = 5000;
/** s6-supervise remembers this many deaths unless told otherwise. */
const DEATH_TALLY = 100;

/** s6-setuidgid takes the supplementary groups from the database, which is what a plain `user` means. */
const tools: Tools = {
  ...utilLinux,
  identity: (unit) => {
    const { identity, noNewPrivs, capabilities, chroot } = unit.service;
    const { user, group, groups } = identity;
    const isMore = noNewPrivs || capabilities !== undefined || chroot !== undefined;
    const isPlain = user !== undefined && !isNumeric(user) && group === undefined && groups === undefined;
    return isPlain && !isMore ? [["s6-setuidgid", shQuote(user)]] : setprivWords(unit);
  },
};

export const s6: Target = {
  name: "s6",
  tools,
  prologue: (unit) => [...foreignPrologue(unit, s6Waits(unit, isNotifying)), ...pollLines(unit.service)],
  oneshot: "notify",
  refusals: REFUSALS,
  contract: (unit, tree) => {
    addReadiness(unit, tree);
    addStop(unit, tree);
    addFinish(unit, tree);
    const action = unit.service.reload?.action;
    if (action !== undefined && "signal" in action && action.signal !== "HUP")
      tree.file("reload-signal", `SIG${action.signal}\n`);
  },
  logger: (unit, log, tree) => {
    const script = logRunScript(unit, log, s6log);
    if (script !== undefined) tree.script("log/run", script);
  },
};

/** Does it tell s6-supervise when it is ready? */
function isNotifying({ work, ready }: Service): boolean {
  return work.kind === "oneshot" || (ready !== undefined && ready.probe.kind !== "notify");
}

/** A poller of its own writes the readiness line for services that are asked; the service does not inherit its end. */
function pollLines({ ready, work }: Service): readonly string[] {
  if (ready === undefined || work.kind === "oneshot" || probeLine(ready.probe) === undefined) return [];
  const timeout = ready.timeoutMs === "infinity" ? 0 : ready.timeoutMs;
  return [
    `s6-notifyoncheck -d -n 0 -w ${ready.intervalMs} -T ${timeout} true || exit 111`,
    `exec ${READY_FD}>&-`,
  ];
}

function addReadiness(unit: Unit, tree: Tree): void {
  const { ready, work } = unit.service;
  const fd = work.kind === "oneshot" ? READY_FD : ready?.probe.kind === "fd" ? ready.probe.fd : undefined;
  if (fd !== undefined) {
    tree.file("notification-fd", `${fd}\n`);
  } else if (ready !== undefined) {
    const line = probeLine(ready.probe);
    if (line === undefined) {
      unit.refuse({ key: "ready.notify", instead: "`ready.fd`, or target builtin" });
    } else {
      tree.file("notification-fd", `${READY_FD}\n`);
      tree.script("data/check", plainScript([line]));
    }
  }
}

function addStop(unit: Unit, tree: Tree): void {
  const { stop } = unit.service;
  if (stop === undefined) return;
  if (stop.signal !== "TERM") tree.file("down-signal", `SIG${stop.signal}\n`);
  if (stop.timeoutMs !== "infinity") tree.file("timeout-kill", `${stop.timeoutMs}\n`);
  if (stop.kill === "group" && unit.declares("stop.kill"))
    unit.refuse({
      key: "stop.kill",
      why: "s6-supervise signals the process only",
      instead: '`"process"`, or target builtin or runit',
    });
}

function addFinish(unit: Unit, tree: Tree): void {
  const { restart, hooks, work } = unit.service;
  const finish = finishScript(unit, { tools, signalled: "256", again: againLines });
  refuseJudgement(unit);
  if (finish === undefined) return;
  tree.script("finish", finish);
  const isOpenEnded =
    hooks.postStop.length + hooks.onFail.length > 0 || (work.kind === "oneshot" && work.down !== undefined);
  const delayMs = restart?.delayMs ?? 0;
  if (isOpenEnded) tree.file("timeout-finish", "0\n");
  else if (delayMs > 1000) tree.file("timeout-finish", `${delayMs + FINISH_MS}\n`);
  if ((restart?.maxAttempts ?? 0) > DEATH_TALLY) tree.file("max-death-tally", `${restart?.maxAttempts}\n`);
}

/**
 * `exit 125` from `finish` would keep it down, but `finish` cannot tell an end that was asked for by `s6-svc -r` from
 * one of its own: a restart would end with the service down.
 */
function refuseJudgement(unit: Unit): void {
  const { restart, hooks } = unit.service;
  const why = "`finish` cannot tell a restart that was asked for";
  if (restart !== undefined && restart.policy !== "always")
    unit.refuse({ key: "restart.policy", why, instead: '`"always"`, or target builtin or runit' });
  if (hooks.onFail.length > 0 && restart?.maxAttempts === undefined)
    unit.refuse({
      key: "hooks.on-fail",
      why: "s6 gives up after `restart.max-attempts` only",
      instead: "both",
    });
}

/** s6 counts deaths itself; only those that are failures count here. */
function againLines({ service }: Unit, onFail: readonly string[]): readonly string[] {
  const { restart } = service;
  const delay = delayLines(service, '[ "$(s6-svstat -o wantedup .)" = true ]');
  if (restart?.maxAttempts === undefined) return delay;
  const successes = new Set(restart.successCodes);
  const codes = Array.from({ length: 256 }, (_, code) => code).filter((code) => !successes.has(code));
  const signals = "SIGABRT,SIGBUS,SIGFPE,SIGILL,SIGKILL,SIGQUIT,SIGSEGV,SIGSYS,SIGTRAP,SIGXCPU,SIGXFSZ";
  const seconds = Math.max(1, Math.ceil(restart.windowMs / 1000));
  const count = `s6-permafailon ${seconds} ${restart.maxAttempts} ${ranges(codes)},${signals} true`;
  return [
    ...delay,
    ...(onFail.length === 0 ? [count] : [`${count} || {`, ...indented(onFail), "  exit 125", "}"]),
  ];
}

/** `1-4,6-255`. */
function ranges(numbers: readonly number[]): string {
  const parts: [first: number, last: number][] = [];
  for (const n of numbers) {
    const part = parts.at(-1);
    if (part !== undefined && part[1] === n - 1) part[1] = n;
    else parts.push([n, n]);
  }
  return parts.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(",");
}
