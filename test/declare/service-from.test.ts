import { describe, expect, it } from "vitest";
import { load, said, service } from "../helpers/project.ts";

describe("a service", () => {
  it("without anything but a command has defaults worth having", () => {
    const { origins, effective, ...rest } = service('command = "a"');
    expect(rest).toEqual({
      name: "x",
      dirName: "x",
      work: { kind: "command", argv: ["a"] },
      wrapper: [],
      docs: [],
      enabled: true,
      essential: false,
      main: false,
      dependsOn: [],
      wants: [],
      after: [],
      before: [],
      conflicts: [],
      provides: [],
      partOf: [],
      identity: {},
      noNewPrivs: false,
      env: [],
      envFiles: [],
      envDirs: [],
      clearEnv: false,
      secrets: [],
      dirs: [],
      limits: [],
      hooks: { preStart: [], postReady: [], preStop: [], postStop: [], onFail: [] },
      log: expect.objectContaining({ to: { kind: "dir", dir: "/var/log/sv/x" } }),
      targetFiles: {},
    });
    expect([[...origins.keys()], [...effective]]).toEqual([["command"], [["command", '["a"]']]]);
  });

  it("takes the simple keys", () => {
    expect(
      service(
        'command = "a"\ndescription = "${name}"\ndocs = ["man:x"]\nenabled = false\nessential = true\nmain = true\nwrapper = "nsenter -t 1"\nprovides = ["y"]\nmoved-from = "z"',
      ),
    ).toMatchObject({
      description: "x",
      docs: ["man:x"],
      enabled: false,
      essential: true,
      main: true,
      wrapper: ["nsenter", "-t", "1"],
      provides: ["y"],
      movedFrom: "z",
    });
  });

  it("shows its variables among the effective values", () => {
    const { effective } = service('command = "a ${var.v}"\nvars = { v = 3 }');
    expect(effective.get("vars.v")).toBe("3");
  });

  it("with mistakes in what it runs still has its relations checked", () => {
    expect(said('command = "a | b"\ndepends-on = ["nobody"]')).toEqual([
      "E0208 1:11 `|` needs a shell, and a command has none",
      "E0202 2:15 no service `nobody` is declared",
    ]);
  });

  it("that is a bundle logs nowhere", () => {
    expect(service('type = "bundle"\ncontents = []').log?.to).toEqual({ kind: "none" });
  });

  it("expands ${host} only when there is one", () => {
    const tree = { "services/x.toml": 'command = "a ${host}"' };
    expect(load(tree, { host: "h" }).project?.services[0]?.work).toMatchObject({ argv: ["a", "h"] });
    expect(load(tree).diagnostics).toMatchObject([{ code: "E0206" }]);
  });
});

describe("what is refused for another reason is read all the same", () => {
  const nul = "a NUL character cannot reach a process";
  const unknown = "the variable `x` is not declared in [vars]";
  it.each([
    ['command = ["a\\u0000"]\nscript = "b"', nul, "both `command` and `script` say what to run"],
    ['command = "a"\nscript = "b\\u0000"', nul, "both `command` and `script` say what to run"],
    ['type = "oneshot"\ncommand = ["a\\u0000"]', nul, "`command` does not belong in a oneshot"],
    ['command = ["a\\u0000"]\ncommand = "a"', nul, "`command` is defined twice"],
    ['command = "a"\n[log]\ndir = "${var.x}"\nto = "none"', unknown, "both `dir` and `to` in [log]"],
    ['command = "a"\n[ready]\nfd = 3\npath = "${var.x}"', unknown, "both `fd` and `path` in [ready]"],
    ['command = "a"\n[ready]\ntimeout = "${var.x}"', unknown, "[ready] says nothing to look at"],
    ['command = "a"\n[health]\ntimeout = "${var.x}"', unknown, "[health] says nothing to look at"],
    ['command = "a"\n[env]\n1 = "\\u0000"', nul, '"1" is not the name of a variable'],
    [
      'command = "a"\n[dirs.state]\nowner = "${var.x}"',
      unknown,
      "`dirs.state` needs either `name` or `path`",
    ],
  ])("%j", (toml, own, conflict) => {
    const findings = said(toml).join("\n");
    expect(findings).toContain(own);
    expect(findings).toContain(conflict);
  });
});
