/** runit: runsv's contract files, `sv` to wait, `svlogd` to log, util-linux where chpst would clamp or drop. */
import { startedLines } from "../back-off.ts";
import type { Tools } from "../chain.ts";
import { foreignPrologue } from "../foreign.ts";
import { logRunScript } from "../log-common.ts";
import { svlogd } from "../log-svlogd.ts";
import type { Target } from "../target.ts";
import { svWaits } from "../wait.ts";
import { addSvContract, SV_REFUSALS } from "./sv.ts";
import { utilLinux } from "./util-linux.ts";

/** runsv shares one session with its services: a group of its own is needed before a group can be signalled. */
export const chpstTools: Tools = {
  ...utilLinux,
  first: ({ service }) => (service.stop?.kill === "group" ? [["chpst", "-P"]] : []),
};

export const runit: Target = {
  name: "runit",
  tools: chpstTools,
  prologue: (unit) => [...startedLines(unit.service), ...foreignPrologue(unit, svWaits(unit))],
  oneshot: "sleep",
  refusals: SV_REFUSALS,
  contract: (unit, tree) => addSvContract(unit, tree, chpstTools),
  logger: (unit, log, tree) => {
    const script = logRunScript(unit, log, svlogd);
    if (script !== undefined) tree.script("log/run", script);
  },
};
