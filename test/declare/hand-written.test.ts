import { describe, expect, it } from "vitest";
import { findings, load } from "../helpers/project.ts";

const run = { executable: "#!/bin/sh\n" };
const tree = {
  "svforge.toml": '[project]\nhand-written = ["rc"]\n[defaults.log]\ndir = "/l/${name}"',
  "rc/ntpd/run": run,
  "rc/quiet/run": run,
  "rc/quiet/log": "",
  "rc/own/run": run,
  "rc/own/log/run": run,
  "rc/docs/README": "no service",
  "rc/.hidden/run": run,
};

describe("hand-written folders", () => {
  it("give a service for every directory with run, logged as the seed proposes", () => {
    const { project } = load(tree);
    expect(project?.services.map((s) => [s.name, s.work.kind, s.log?.to])).toEqual([
      ["ntpd", "service-dir", { kind: "dir", dir: "/l/ntpd" }],
      ["own", "service-dir", undefined],
      ["quiet", "service-dir", { kind: "none" }],
    ]);
  });

  it("may be completed by a declaration that runs nothing itself", () => {
    const { project } = load({ ...tree, "services/ntpd.toml": 'wants = ["quiet"]\n[log]\nkeep = 3' });
    expect(project?.services[0]).toMatchObject({
      wants: ["quiet"],
      log: { keep: 3 },
      work: { kind: "service-dir", path: "rc/ntpd" },
    });
  });

  it("but not replaced", () => {
    expect(findings(load({ ...tree, "services/ntpd.toml": 'command = "x"' }))).toEqual([
      "E0204 services/ntpd.toml:1:1 the service `ntpd` is declared twice",
    ]);
  });

  it("must exist, inside the project", () => {
    const lines = '[project]\nhand-written = ["rc", "../x"]';
    expect(findings(load({ "svforge.toml": lines }))).toEqual([
      "E0210 svforge.toml:2:17 there is no folder `rc` in the project",
      "E0210 svforge.toml:2:23 there is no folder `../x` in the project",
    ]);
  });
});
