import { describe, expect, it } from "vitest";
import { said, service } from "../../helpers/project.ts";

const limits = (lines: string): unknown =>
  Object.fromEntries(service(`command = "a"\n[vars]\nn = 4096\n[limits]\n${lines}`).limits);

describe("[limits]", () => {
  it.each([
    ["nofile = 4096", { nofile: { soft: 4096, hard: 4096 } }],
    ['nofile = "${var.n}"', { nofile: { soft: 4096, hard: 4096 } }],
    ['nofile = "1024:4096"', { nofile: { soft: 1024, hard: 4096 } }],
    ['nofile = "1024:hard"', { nofile: { soft: 1024, hard: "hard" } }],
    ["nofile = { soft = 1024, hard = 4096 }", { nofile: { soft: 1024, hard: 4096 } }],
    ["nofile = { soft = 1024 }", { nofile: { soft: 1024, hard: "hard" } }],
    ["nofile = { hard = 1024 }", { nofile: { soft: 1024, hard: 1024 } }],
    ['core = "unlimited"', { core: { soft: "unlimited", hard: "unlimited" } }],
    ['memlock = "hard"', { memlock: { soft: "hard", hard: "hard" } }],
    ['as = "2G"\nstack = "10MB"', { as: { soft: 2 ** 31, hard: 2 ** 31 }, stack: { soft: 1e7, hard: 1e7 } }],
    ['cpu = "48h"', { cpu: { soft: 172_800, hard: 172_800 } }],
    ['rttime = "1s"', { rttime: { soft: 1_000_000, hard: 1_000_000 } }],
  ])("%s", (lines, expected) => {
    expect(limits(lines)).toEqual(expected);
  });

  it.each([
    ['nofile = "4K"', "E0105 3:10 not a limit for `nofile`"],
    ['nofile = "1:2:3"', "E0105 3:10 not a limit for `nofile`"],
    ['cpu = "500ms"', "E0105 3:7 not a limit for `cpu`"],
    ['as = "5h"', "E0105 3:6 not a limit for `as`"],
    ['core = "unlimited:0"', "E0106 3:8 the soft limit of `core` is above the hard one"],
    ["nofile = -1", "E0106 3:10 `nofile` must be at least 0, found -1"],
    ["nofile = { soft = 2, hard = 1 }", "E0106 3:10 the soft limit of `nofile` is above the hard one"],
    ["open-files = 1", "E0103 3:1 unknown key `open-files` in [limits]"],
  ])("%s is refused", (line, finding) => {
    expect(said(`command = "a"\n[limits]\n${line}`)).toEqual([finding]);
  });

  it("shows one canonical text, however it is written", () => {
    const text = (line: string): string | undefined =>
      service(`command = "a"\n[limits]\n${line}`).effective.get("limits.nofile");
    expect(text('nofile = "1024:4096"')).toBe(text("nofile = { soft = 1024, hard = 4096 }"));
    expect(text('nofile = "1024"')).toBe(text("nofile = 1024"));
    const { effective } = service('command = "a"\n[limits]\nnofile = { soft = 1, hard = 2 }');
    expect([...effective.keys()]).toEqual(["command", "limits.nofile"]);
  });
});
