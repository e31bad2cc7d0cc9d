/**
 * runit's `control/` scripts: what happens instead of TERM or HUP. runsv waits for them, so the pid in `supervise/pid`
 * cannot be anybody else's meanwhile, and after exit 0 it sends no signal of its own.
 */
import type { Duration, Service } from "../declare/service.ts";
import { isGrowing } from "./back-off.ts";
import { hookLine, outputLines } from "./run-script.ts";
import { plainScript } from "./script.ts";
import type { Tree } from "./tree.ts";
import type { Unit } from "./unit.ts";

/** `control/t`: hooks, another stop signal, the whole group, KILL after a while. `control/h`: another way to reload. */
export function addControlScripts({ service }: Unit, tree: Tree): void {
  const stop = stopLines(service);
  if (stop.length > 0) tree.script("control/t", plainScript(stop));
  const action = service.reload?.action;
  if (action === undefined) return;
  if ("command" in action) {
    const lines = [READ_PID, ...commandLines(service, [hookLine(action.command)])];
    tree.script("control/h", plainScript(lines));
  } else if (action.signal !== "HUP") {
    tree.script("control/h", plainScript([READ_PID, `kill -s ${action.signal} "$_pid"`]));
  }
}

const READ_PID = "read -r _pid <supervise/pid || exit 0";

/** Tells `finish` that the end was asked for: neither `finish`'s arguments nor the status file do. */
export const ASKED = "supervise/asked";

/** Does it matter to `finish` why the process ended? */
export function isJudged(service: Service): boolean {
  const { restart } = service;
  return restart !== undefined && (restart.policy !== "always" || isGrowing(service));
}

function stopLines(service: Service): readonly string[] {
  const { stop, hooks } = service;
  const signal = stop?.signal ?? "TERM";
  const isGroup = stop?.kill === "group";
  const timeout = stop?.timeoutMs ?? "infinity";
  const hasCommands = hooks.preStop.length > 0 || stop?.command !== undefined;
  const isPlain = signal === "TERM" && !isGroup && timeout === "infinity" && !hasCommands;
  if (isPlain && !isJudged(service)) return [];
  const target = isGroup ? '-- "-$_pid"' : '"$_pid"';
  const kill = `kill -s ${signal} ${target}`;
  const ask = stop?.command === undefined ? kill : `${hookLine(stop.command)} || ${kill}`;
  const lines = [...hooks.preStop.map(hookLine), ask];
  return [
    ...(isJudged(service) ? [`: >${ASKED}`] : []),
    READ_PID,
    ...(hasCommands ? commandLines(service, lines) : lines),
    ...killLines(timeout, target),
  ];
}

/** Commands are told whom they are about, as our runtime tells them. */
function commandLines(service: Service, lines: readonly string[]): readonly string[] {
  return [...outputLines(service), 'export MAINPID="$_pid"', ...lines];
}

/**
 * Goes on in the background. Its working directory is the process's own folder in /proc, which stays that of this
 * process: once that is gone the folder is empty for ever, even if another process gets the number.
 */
function killLines(timeout: Duration, target: string): readonly string[] {
  if (timeout === "infinity") return [];
  const seconds = Math.max(1, Math.ceil(timeout / 1000));
  return [
    "{",
    '  cd "/proc/$_pid" || exit 0',
    `  _n=${seconds}`,
    "  while [ -e stat ] && [ $((_n -= 1)) -ge 0 ]; do sleep 1; done",
    `  [ ! -e stat ] || kill -s KILL ${target}`,
    "} </dev/null >/dev/null 2>&1 &",
  ];
}
