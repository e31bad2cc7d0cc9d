import { expect, it } from "vitest";
import { around, type Graph, graphOf } from "../../../src/declare/graph/relations.ts";
import { load } from "../../helpers/project.ts";

/** A small project with one relation of each kind. */
const sample = (): Graph => {
  const s = (name: string, keys: string): string => `[service.${name}]\n${keys}\n`;
  const c = 'command = "x"\n';
  const { project, diagnostics } = load({
    "svforge.toml": [
      s("web", `${c}depends-on = ["app"]\nwants = ["sink"]`),
      s("app", `${c}depends-on = { db = { condition = "started" } }\nbefore = ["cron"]`),
      s("db", c),
      s("sink", `${c}conflicts = ["cron"]`),
      s("cron", `${c}[service.cron.log]\nto = "service:sink"`),
      s("all", 'type = "bundle"\ncontents = ["web"]'),
    ].join(""),
  });
  if (project === undefined) throw new Error(JSON.stringify(diagnostics));
  return graphOf(project);
};

it("holds every relation once", () => {
  expect(sample().relations.map((r) => `${r.from} ${r.kind} ${r.to}`)).toEqual([
    "all contains web",
    "app depends-on db",
    "cron after app",
    "cron log sink",
    "sink conflicts cron",
    "web depends-on app",
    "web wants sink",
  ]);
});

it("can be cut to what is around a service", () => {
  expect(around(sample(), ["db"]).services).toEqual(["all", "app", "cron", "db", "web"]);
  expect(around(sample(), ["sink"]).services).toEqual(["all", "cron", "sink", "web"]);
});
