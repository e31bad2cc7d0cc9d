/** Contract files of runsv, runit's and busybox's alike: `check`, `control/`, `finish`. */
import { backOffLines, FORGET_DELAY, isGrowing } from "../back-off.ts";
import type { Tools } from "../chain.ts";
import { ASKED, addControlScripts, isJudged } from "../control-scripts.ts";
import { byOutcome, delayLines, finishScript, indented } from "../finish.ts";
import { probeLine } from "../probe.ts";
import { ONLY_BUILTIN, type Refusals } from "../refusals.ts";
import { plainScript } from "../script.ts";
import type { Tree } from "../tree.ts";
import type { Unit } from "../unit.ts";

export const SV_REFUSALS: Refusals = {
  ...ONLY_BUILTIN,
  "restart.max-attempts": "target builtin or s6",
  "restart.window": "target builtin or s6",
};

/** What `sv` runs to learn whether a oneshot is through: its `run` has given way to sleep. */
const ONESHOT_CHECK = [
  'read -r _pid <supervise/pid && read -r _name <"/proc/$_pid/comm" && [ "$_name" = sleep ]',
];

/** Adds the files; refuses readiness that only a supervisor could listen to. */
export function addSvContract(unit: Unit, tree: Tree, tools: Tools): void {
  const { ready, work } = unit.service;
  if (work.kind === "oneshot") tree.script("check", plainScript(ONESHOT_CHECK));
  else if (ready !== undefined) {
    const line = probeLine(ready.probe);
    if (line !== undefined) tree.script("check", plainScript([line]));
    else
      unit.refuse({
        key: "ready",
        why: "sv can only ask",
        instead: "`ready.command`, `ready.tcp` or `ready.path`",
      });
  }
  addControlScripts(unit, tree);
  const finish = finishScript(unit, { tools, signalled: "-1", again: againLines });
  if (finish !== undefined) tree.script("finish", finish);
  if (unit.service.hooks.onFail.length > 0 && unit.service.restart?.policy !== "never")
    unit.refuse({ key: "hooks.on-fail", why: "runsv never gives up", instead: "target builtin" });
}

/** runsv always starts again unless told otherwise. An end that was asked for is no reason to tell it anything. */
function againLines({ service }: Unit, onFail: readonly string[]): readonly string[] {
  const { restart } = service;
  const pause = isGrowing(service) ? backOffLines(service, IS_WANTED) : delayLines(service, IS_WANTED);
  if (restart === undefined || !isJudged(service)) return pause;
  const judged =
    restart.policy === "never"
      ? [...byOutcome(service, { success: [], failure: onFail }), STAY_DOWN]
      : restart.policy === "always"
        ? pause
        : byOutcome(service, { success: [STAY_DOWN], failure: pause });
  const forget = isGrowing(service) ? [FORGET_DELAY] : [];
  return [
    `if [ -e ${ASKED} ]; then`,
    ...indented([`rm -f ${ASKED}`, ...forget]),
    "else",
    ...indented(judged),
    "fi",
  ];
}

const IS_WANTED = "! grep -q 'want down' supervise/stat";
const STAY_DOWN = "sv down .";
