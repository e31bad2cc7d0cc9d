import { describe, expect, it } from "vitest";
import { HOSTS_FOLDER } from "../../src/declare/hosts.ts";
import { findings, load } from "../helpers/project.ts";

const tree = {
  "svforge.toml": "[host.web2]",
  "services/x.toml": 'command = "x"',
  [`${HOSTS_FOLDER}/web1/x.toml`]: "nic = 1",
  [`${HOSTS_FOLDER}/db/x.toml`]: "a = \n",
};

describe("hosts", () => {
  it("whose name is nearly one that is mentioned", () => {
    expect(findings(load(tree, { host: "wbe2" }))).toEqual(["W0307 nothing is declared for the host `wbe2`"]);
    expect(findings(load(tree, { host: "web2" }))).toEqual([]);
    expect(findings(load(tree, { host: "elsewhere" }))).toEqual([]);
  });

  it("that are not applied are read only when asked for", () => {
    expect(findings(load(tree))).toEqual([]);
    expect(findings(load(tree, { checkAllHosts: true }))).toEqual([
      "E0010 hosts/db/x.toml:1:5 expected a value, found the end of the line",
      "E0103 hosts/web1/x.toml:1:1 unknown key `nic`",
    ]);
    expect(findings(load(tree, { host: "web1", checkAllHosts: true })).map((f) => f.slice(0, 20))).toEqual([
      "E0010 hosts/db/x.tom",
      "E0103 hosts/web1/x.t",
    ]);
  });
});
