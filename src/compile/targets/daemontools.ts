/** daemontools: `run`, `down` and `log/run` are the whole contract; everything else is refused by name. */
import type { Service } from "../../declare/service.ts";
import { foreignPrologue } from "../foreign.ts";
import { logRunScript } from "../log-common.ts";
import { multilog } from "../log-multilog.ts";
import { probeLine } from "../probe.ts";
import { ONLY_BUILTIN, type Refusals } from "../refusals.ts";
import type { Target } from "../target.ts";
import type { Refusal, Unit } from "../unit.ts";
import { svstatWaits } from "../wait.ts";
import { utilLinux } from "./util-linux.ts";

const OTHERS = "target builtin, runit or s6";

const REFUSALS: Refusals = {
  ...ONLY_BUILTIN,
  "restart.max-delay": "target builtin or runit",
  "restart.reset-after": "target builtin or runit",
  "restart.max-attempts": "target builtin or s6",
  "restart.window": "target builtin or s6",
  "stop.command": "target builtin or runit",
  "hooks.pre-stop": "target builtin or runit",
  "hooks.post-stop": OTHERS,
  "hooks.on-fail": OTHERS,
};

/** Signals that svc of daemontools 0.76 has a letter for. */
const SVC_SIGNALS: ReadonlySet<string> = new Set(["HUP", "ALRM", "INT", "TERM", "KILL", "STOP", "CONT"]);

export const daemontools: Target = {
  name: "daemontools",
  tools: utilLinux,
  prologue: (unit) => foreignPrologue(unit, svstatWaits(unit)),
  oneshot: "sleep",
  refusals: REFUSALS,
  contract: (unit) => {
    for (const { isUsed, ...refusal } of VALUES) if (isUsed(unit.service, unit)) unit.refuse(refusal);
  },
  logger: (unit, log, tree) => {
    const script = logRunScript(unit, log, multilog);
    if (script !== undefined) tree.script("log/run", script);
  },
};

/** Keys it can express with one value only. */
const VALUES: readonly (Refusal & { readonly isUsed: (service: Service, unit: Unit) => boolean })[] = [
  {
    key: "type",
    why: "nobody can ask whether a oneshot is through",
    instead: "`hooks.pre-start` of the service that needs it, or target builtin, runit or s6",
    isUsed: ({ work }) => work.kind === "oneshot",
  },
  {
    key: "restart.policy",
    why: "supervise always restarts",
    instead: OTHERS,
    isUsed: ({ restart }) => restart !== undefined && restart.policy !== "always",
  },
  {
    key: "restart.delay",
    why: "supervise waits one second",
    instead: OTHERS,
    isUsed: ({ restart }) => restart !== undefined && restart.delayMs > 1000,
  },
  {
    key: "stop.signal",
    why: "svc -d sends TERM",
    instead: OTHERS,
    isUsed: ({ stop }) => stop !== undefined && stop.signal !== "TERM",
  },
  {
    key: "stop.timeout",
    why: "supervise never sends KILL",
    instead: `"infinity", or ${OTHERS}`,
    isUsed: ({ stop }, unit) =>
      stop !== undefined && stop.timeoutMs !== "infinity" && unit.declares("stop.timeout"),
  },
  {
    key: "stop.kill",
    why: "supervise signals the process only",
    instead: '`"process"`, or target builtin or runit',
    isUsed: ({ stop }, unit) => stop?.kill === "group" && unit.declares("stop.kill"),
  },
  {
    key: "ready",
    why: "nobody listens to the process",
    instead: "`ready.command`, `ready.tcp` or `ready.path`",
    isUsed: ({ ready }) => ready !== undefined && probeLine(ready.probe) === undefined,
  },
  {
    key: "reload.command",
    instead: "`reload.signal`, or target builtin or runit",
    isUsed: ({ reload }) => reload?.action !== undefined && "command" in reload.action,
  },
  {
    key: "reload.signal",
    why: "svc has no letter for it",
    instead: '`"HUP"`, `"ALRM"` or `"INT"`',
    isUsed: ({ reload }) =>
      reload?.action !== undefined && "signal" in reload.action && !SVC_SIGNALS.has(reload.action.signal),
  },
  {
    key: "dirs.runtime.keep",
    why: "there is no `finish` to remove it",
    instead: OTHERS,
    isUsed: ({ dirs }, unit) => dirs.some((dir) => !dir.keep) && unit.declares("dirs.runtime.keep"),
  },
];
