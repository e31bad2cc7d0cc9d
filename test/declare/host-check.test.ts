import { expect, it } from "vitest";
import type { HostFacts } from "../../src/declare/host-check.ts";
import { findings, load } from "../helpers/project.ts";

const facts: HostFacts = {
  name: "h",
  hasUser: (user) => user === "www",
  hasGroup: (group) => group === "www",
  hasZstd: () => false,
  kindOf: (path) => (({ "/bin/a": "executable", "/bin/b": "file", "/d": "dir" }) as const)[path],
};

const about = (toml: string): readonly string[] =>
  findings(load({ "services/x.toml": toml }, { facts })).map((f) => f.replace("services/x.toml:", ""));

it.each([
  ['command = "/bin/a"\nuser = "www"\ngroup = "www"\nworking-dir = "/d"', []],
  ['command = "/bin/a"\nuser = "nobody"', ["E0401 2:1 `x`: there is no user `nobody` on h"]],
  ['command = "/bin/a"\ngroups = ["www", "adm"]', ["E0401 2:1 `x`: there is no group `adm` on h"]],
  ['command = "/bin/a"\n[log]\nuser = "log"', ["E0401 3:1 `x`: there is no user `log` on h"]],
  ['command = "/bin/c"', ["W0402 1:1 `x`: there is no `/bin/c` on h"]],
  ['command = "/bin/b"', ["W0402 1:1 `x`: `/bin/b` cannot be executed on h"]],
  ['command = "by-path"', []],
  ['command = "/bin/c"\nchroot = "/d"', []],
  ['command = "/bin/c"\nwrapper = "/bin/a x"', []],
  ['command = "/bin/a"\nworking-dir = "/w"', ["W0402 2:1 `x`: there is no folder `/w` on h"]],
  [
    'command = "/bin/a"\nenv-file = [{ path = "/e", optional = true }, "/f"]',
    ["W0402 2:1 `x`: there is no file `/f` on h"],
  ],
  ['command = "/bin/a"\nsecrets = { A = { file = "/s" } }', ["W0402 2:19 `x`: there is no file `/s` on h"]],
  ['command = "/bin/a"\n[log]\ncompress = "zstd"', ["W0402 3:1 `x`: Node cannot write zstd on h"]],
  ['command = "/bin/a"\n[log]\ncompress = "gzip"', []],
  ['command = "/bin/a"\n[log]\ncompress = "zstd"\nto = "inherit"', []],
])("%j", (toml, expected) => {
  expect(about(toml)).toEqual(expected);
});

it("zstd is asked for only where our log engine writes it, and something else is offered", () => {
  const files = { "services/x.toml": 'command = "/bin/a"\nlog.compress = "zstd"' };
  const [found] = load(files, { facts }).diagnostics;
  expect(found?.help).toContain('use "gzip"');
  expect(load(files, { facts, target: "runit" }).diagnostics).toEqual([]);
  expect(load(files, { facts: { ...facts, hasZstd: () => true } }).diagnostics).toEqual([]);
});
