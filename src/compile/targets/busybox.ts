/** busybox: runit's contract with applets only; limits by `ulimit`, identity by an applet that drops all groups. */
import { startedLines } from "../back-off.ts";
import type { Tools } from "../chain.ts";
import { foreignPrologue } from "../foreign.ts";
import { busyboxIdentityWords } from "../identity.ts";
import { ulimitLines } from "../limits.ts";
import { logRunScript } from "../log-common.ts";
import { svlogd } from "../log-svlogd.ts";
import type { Target } from "../target.ts";
import { svWaits } from "../wait.ts";
import { chpstTools } from "./runit.ts";
import { addSvContract, SV_REFUSALS } from "./sv.ts";

const tools: Tools = {
  first: chpstTools.first,
  limitWords: () => [],
  limitLines: ulimitLines,
  identity: busyboxIdentityWords,
};

export const busybox: Target = {
  name: "busybox",
  tools,
  prologue: (unit) => [...startedLines(unit.service), ...foreignPrologue(unit, svWaits(unit))],
  oneshot: "sleep",
  refusals: SV_REFUSALS,
  contract: (unit, tree) => addSvContract(unit, tree, tools),
  logger: (unit, log, tree) => {
    if (log.compress === "zstd")
      unit.refuse({ key: "log.compress", why: "it has no zstd applet", instead: '`"gzip"`' });
    if (log.to.kind === "syslog" && log.to.address !== undefined)
      unit.refuse({
        key: "log.to",
        why: "its logger takes no address",
        instead: '`"syslog"` alone, or target runit',
      });
    const script = logRunScript(unit, log, svlogd);
    if (script !== undefined) tree.script("log/run", script);
  },
};
