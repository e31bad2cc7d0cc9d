import { describe, expect, it } from "vitest";
import { explain } from "../../src/declare/explanation.ts";
import { load } from "../helpers/project.ts";

const toml =
  'command = "a"\nstop = { signal = "INT" }\nenv-file = [{ path = "/e", optional = true }]\npass-env = ["TZ"]\n[env]\nB = "1"\n[secrets]\nPW = { file = "/s" }\nK = { file = "/k", mode = "env" }';

describe("an explanation", () => {
  const { project } = load({
    "svforge.toml": "[defaults.log]\nkeep = 3",
    "services/x.toml": toml,
    "services/y.toml": 'command = "b"\nwants = ["x"]',
  });
  const [x, y] = project?.services ?? [];
  if (project === undefined || x === undefined || y === undefined)
    throw new Error("the project does not load");
  const explanation = explain(x, project);
  const of = (key: string): unknown => {
    const found = explanation.keys.find((k) => k.key === key);
    return found && [found.value, found.place?.file, found.place?.line];
  };

  it("names file and line of every declared value", () => {
    expect(of("command")).toEqual(['["a"]', "services/x.toml", 1]);
    expect(of("log.keep")).toEqual(["3", "svforge.toml", 2]);
    expect(of("env.B")).toEqual(['"1"', "services/x.toml", 6]);
  });

  it("shows the defaults of tables that matter, and of no others", () => {
    expect(of("stop.kill")).toEqual(['"process"', undefined, undefined]);
    expect(of("log.dir")).toEqual(['"/var/log/sv/x"', undefined, undefined]);
    expect(of("restart.policy")).toBeUndefined();
  });

  it("shows the final environment without any secret", () => {
    expect(explanation.environment).toEqual({
      inherited: ["TZ"],
      files: ["/e (if there)"],
      variables: [
        ["B", "1"],
        ["K", "(content of /k)"],
        ["PW_FILE", "/s"],
      ],
    });
    expect(explain(y, project).environment.inherited).toBe("all");
  });

  it("of a bundle says nothing of a process or a log", () => {
    const { project: other } = load({
      "svforge.toml":
        '[defaults]\nuser = "u"\n[defaults.log]\nkeep = 3\n[service.x]\ncommand = "x"\n[service.all]\ntype = "bundle"\ncontents = ["x"]',
    });
    const all = other?.services.find((s) => s.name === "all");
    if (other === undefined || all === undefined) throw new Error("the project does not load");
    expect(explain(all, other).keys.map((k) => k.key)).toEqual(["type", "contents", "enabled"]);
  });

  it("names who needs it", () => {
    expect([explanation.neededBy, explain(y, project).neededBy]).toEqual([["y"], []]);
  });
});
