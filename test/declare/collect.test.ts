import { describe, expect, it } from "vitest";
import { type Content, findings, load } from "../helpers/project.ts";

const c = 'command = "x"';
const nice = (tree: Record<string, Content>, options = {}): unknown =>
  load(tree, options).project?.services.map((s) => [s.name, s.nice]);

describe("layers of a service", () => {
  const tree = {
    "svforge.toml": `[defaults]\nnice = 1\n[host.h1.defaults]\nnice = 2\n[host.h1.service.x]\nnice = 7\n[host.h2.service.x]\nnice = 8`,
    "services/x.toml": `${c}\nnice = 3`,
    "services/x.d/10-a.toml": "nice = 4",
    "services/x.d/20-b.toml": "nice = 5",
    "hosts/h1/x.toml": "nice = 6",
    "services/y.toml": c,
  };

  it("are laid in order: defaults, service, drop-ins, host, command line", () => {
    expect(nice(tree)).toEqual([
      ["x", 5],
      ["y", 1],
    ]);
    expect(nice(tree, { host: "h1" })).toEqual([
      ["x", 7],
      ["y", 2],
    ]);
    expect(nice(tree, { host: "h2" })).toEqual([
      ["x", 8],
      ["y", 1],
    ]);
    expect(nice(tree, { host: "h2", set: ["x.nice=9"] })).toEqual([
      ["x", 9],
      ["y", 1],
    ]);
  });

  it("each effective value names its file", () => {
    const { project } = load(tree, { host: "h1", set: ["y.nice=9"] });
    expect(project?.services.map((s) => s.origins.get("nice"))).toMatchObject([
      { file: "svforge.toml", line: 6 },
      { file: "--set y.nice=9", line: 1, column: 1 },
    ]);
  });

  it("a host may have services of its own", () => {
    const tree = { "services/x.toml": c, "hosts/h1/only.toml": c };
    expect(load(tree).project?.services.map((s) => s.name)).toEqual(["x"]);
    expect(load(tree, { host: "h1" }).project?.services.map((s) => s.name)).toEqual(["only", "x"]);
  });
});

describe("declarations", () => {
  it("may stand in the project file or in files of their own, once", () => {
    const loaded = load({ "svforge.toml": `[service.x]\n${c}`, "services/x.toml": c });
    expect(findings(loaded)).toEqual(["E0204 services/x.toml:1:1 the service `x` is declared twice"]);
    expect(loaded.diagnostics[0]?.places[1]).toMatchObject({
      file: "svforge.toml",
      line: 1,
      label: "first declared here",
    });
  });

  it.each([
    [{ "services/Web.toml": c }, 'E0205 services/Web.toml:1:1 "Web" cannot name a service'],
    [
      { "svforge.toml": `[service.log]\n${c}` },
      "E0205 svforge.toml:1:10 `log` means something else inside a service directory",
    ],
    [
      { "services/x.toml": c, "services/y.d/a.toml": "nice = 1" },
      "E0202 services/y.d/a.toml:1:1 this changes `y`, but no such service is declared",
    ],
  ])("%#", (tree, finding) => {
    expect(findings(load(tree as Record<string, Content>))).toEqual([finding]);
  });

  it("files that are no declarations are left alone", () => {
    const tree = {
      "services/x.toml": c,
      "services/README.md": "hello",
      "services/.x.toml.swp": "\0",
      "services/old/y.toml": "broken",
    };
    expect(load(tree).project?.services.map((s) => s.name)).toEqual(["x"]);
  });
});
