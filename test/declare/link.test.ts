import { describe, expect, it } from "vitest";
import { findings, load } from "../helpers/project.ts";

const project = (lines: string): ReturnType<typeof load> => load({ "svforge.toml": lines });
const get = (lines: string, name: string): unknown =>
  project(lines).project?.services.find((s) => s.name === name);
const s = (name: string, keys = ""): string => `[service.${name}]\ncommand = "x"\n${keys}\n`;

describe("names of services", () => {
  it("mean a service, an alias, or everything in a bundle", () => {
    const lines = `${s("a")}${s("b", 'provides = ["db"]')}[service.all]\ntype = "bundle"\ncontents = ["a", "inner"]\n[service.inner]\ntype = "bundle"\ncontents = ["db", "a"]\n${s("x", 'depends-on = ["all"]\nwants = ["db"]\npart-of = ["inner"]')}`;
    expect(get(lines, "x")).toMatchObject({
      dependsOn: [{ service: "a" }, { service: "b" }],
      wants: ["b"],
      partOf: ["b", "a"],
    });
    expect(get(lines, "all")).toMatchObject({ work: { kind: "bundle", contents: ["a", "b"] } });
  });

  it("mean every instance, for the name of a template", () => {
    const template =
      '[service."t@"]\ncommand = "x"\ninstances = ["b", "a"]\n[service."none@"]\ncommand = "x"\ninstances = []\n';
    const bundle = '[service.all]\ntype = "bundle"\ncontents = ["t@"]\n';
    expect(
      get(`${template}${bundle}${s("x", 'depends-on = ["t@", "none@"]\nwants = ["all"]')}`, "x"),
    ).toMatchObject({
      dependsOn: [{ service: "t@b" }, { service: "t@a" }],
      wants: ["t@b", "t@a"],
    });
  });

  it("soft ones that mean nobody are dropped", () => {
    const lines = s("x", 'wants = ["gone"]\nconflicts = ["other"]');
    expect(get(lines, "x")).toMatchObject({ wants: [], conflicts: [] });
  });

  it.each([
    ['depends-on = ["gone"]', "no service `gone` is declared"],
    ['part-of = ["gone"]', "no service `gone` is declared"],
    ['log.to = "service:gone"', "no service `gone` is declared"],
  ])("hard ones that mean nobody are reported: %s", (keys, message) => {
    expect(project(s("x", keys)).diagnostics.map((d) => d.message)).toEqual([message]);
  });

  it("suggest the nearest", () => {
    const { diagnostics } = project(`${s("postgres")}${s("x", 'depends-on = ["postgers"]')}`);
    expect(diagnostics[0]?.help).toBe("did you mean `postgres`?");
  });

  it("a service that could not be read is still known", () => {
    expect(
      findings(project(`[service.a]\ncomand = "x"\n${s("x", 'depends-on = ["a"]')}`)).map((f) =>
        f.slice(0, 5),
      ),
    ).toEqual(["E0103"]);
  });

  it("an alias belongs to one service", () => {
    expect(findings(project(`${s("a", 'provides = ["db"]')}${s("b", 'provides = ["db"]')}`))).toEqual([
      "E0204 svforge.toml:6:13 `db` is provided by `a` already",
    ]);
    expect(findings(project(`${s("a", 'provides = ["b"]')}${s("b")}`))).toEqual([
      "E0204 svforge.toml:3:13 `b` is a service already",
    ]);
  });

  it("bundles that contain one another end", () => {
    const lines =
      '[service.p]\ntype = "bundle"\ncontents = ["q"]\n[service.q]\ntype = "bundle"\ncontents = ["p", "a", "zz"]\n';
    expect(findings(project(`${lines}${s("a")}`))).toEqual([
      "E0202 svforge.toml:6:23 no service `zz` is declared",
    ]);
  });

  it("services are in byte order", () => {
    expect(project(`${s("b")}${s("a-1")}${s("a")}`).project?.services.map((x) => x.name)).toEqual([
      "a",
      "a-1",
      "b",
    ]);
  });
});
