import { describe, expect, it } from "vitest";
import { findings, load } from "../helpers/project.ts";

const template =
  'command = ["x", "${instance}", "${var.mode}"]\ninstances = ["a", "b"]\ndir-name = "t-${instance}"\n[vars]\nmode = 1\n[instance.b]\nvars = { mode = 2 }\nnice = 5';

describe("templates", () => {
  it("become one service an instance", () => {
    const { project } = load({ "services/t@.toml": template });
    expect(project?.services).toMatchObject([
      { name: "t@a", dirName: "t-a", work: { argv: ["x", "a", "1"] } },
      { name: "t@b", dirName: "t-b", work: { argv: ["x", "b", "2"] }, nice: 5 },
    ]);
    expect(project?.services[0]?.nice).toBeUndefined();
  });

  it("call their directories NAME@INSTANCE by themselves, and may have no instances", () => {
    expect(
      load({ "services/t@.toml": 'command = "x"\ninstances = ["a"]' }).project?.services[0]?.dirName,
    ).toBe("t@a");
    expect(load({ "services/t@.toml": 'command = "x"\ninstances = []' }).project?.services).toEqual([]);
  });

  it("take layers for all instances and for one", () => {
    const { project } = load(
      {
        "services/t@.toml": template,
        "services/t@.d/1.toml": "umask = '0027'",
        "services/t@a.d/1.toml": "nice = 9",
        "hosts/h/t@b.toml": "nice = 8",
      },
      { host: "h", set: ["t@a.vars.mode=7"] },
    );
    expect(project?.services).toMatchObject([
      { name: "t@a", umask: 0o27, nice: 9, work: { argv: ["x", "a", "7"] } },
      { name: "t@b", umask: 0o27, nice: 8 },
    ]);
  });

  it("may be depended on by instance", () => {
    const { project } = load({
      "services/t@.toml": template,
      "services/x.toml": 'command = "x"\ndepends-on = ["t@a"]',
    });
    expect(project?.services[2]?.dependsOn).toMatchObject([{ service: "t@a" }]);
  });

  it.each([
    ['command = "x"', "E0102 services/t@.toml:1:1 the template `t@` does not say which instances there are"],
    [
      'command = "x"\ninstances = ["a"]\n[instance.c]\nnice = 1',
      "E0209 services/t@.toml:3:11 there is no instance `c`",
    ],
    ['command = "x"\ninstances = ["A b"]', 'E0205 services/t@.toml:2:14 "t@A b" cannot name a service'],
    [
      'command = "x"\ninstances = ["a"]\n[instance.a]\ninstances = ["b"]',
      "E0110 services/t@.toml:4:1 `instances` has no meaning in one instance",
    ],
    [
      'command = "x"\ninstances = ["a"]\ndir-name = "x y"',
      'E0205 services/t@.toml:3:12 "x y" cannot name a service',
    ],
  ])("%j is refused", (toml, finding) => {
    expect(findings(load({ "services/t@.toml": toml }))).toEqual([finding]);
  });

  it("are the only ones with instances", () => {
    expect(findings(load({ "services/x.toml": 'command = "x"\ninstances = ["a"]' }))).toEqual([
      "E0110 services/x.toml:2:1 `x` is no template, so it has no instances",
    ]);
  });

  it("a layer over an instance that is not there is reported", () => {
    expect(findings(load({ "services/t@.toml": template, "services/t@z.d/1.toml": "nice = 1" }))).toEqual([
      "E0209 services/t@z.d/1.toml:1:1 there is no instance `z`",
    ]);
  });
});
