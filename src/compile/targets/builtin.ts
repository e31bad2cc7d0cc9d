/** svforge's own runtime: dependencies, probes, back-off and the log engine are data it reads from `service.json`. */
import { finishScript } from "../finish.ts";
import { startScript } from "../script.ts";
import { jsonText, logServiceJson, serviceJson } from "../service-json.ts";
import type { Target } from "../target.ts";
import { utilLinux } from "./util-linux.ts";

export const builtin: Target = {
  name: "builtin",
  tools: utilLinux,
  prologue: () => [],
  oneshot: "run",
  refusals: {},
  contract: (unit, tree) => {
    const json = serviceJson(unit.service, unit.graph);
    if (json !== undefined) tree.file("service.json", jsonText(json));
    const finish = finishScript(unit, { tools: utilLinux, again: () => [] });
    if (finish !== undefined) tree.script("finish", finish);
  },
  logger: (unit, log, tree) => {
    const json = logServiceJson(log, unit.graph);
    if (json === undefined) return;
    tree.file("log/service.json", jsonText(json));
    tree.script("log/run", startScript({ before: [], after: ["exec svforge log service.json"] }));
  },
};
