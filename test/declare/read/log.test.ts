import { describe, expect, it } from "vitest";
import { DEFAULT_LOG_DIR } from "../../../src/declare/read/log.ts";
import { load, said, service } from "../../helpers/project.ts";

const log = (lines: string): unknown => service(`command = "a"\n[log]\n${lines}`).log;

describe("[log]", () => {
  it("has a policy for every service", () => {
    expect(service('command = "a"').log).toEqual({
      to: { kind: "dir", dir: `${DEFAULT_LOG_DIR}/x` },
      timestamp: "tai64n",
      maxSizeBytes: 1024 * 1024,
      keep: 10,
      compress: "none",
      filter: [],
      stderr: "merge",
      onFull: "block",
    });
  });

  it("takes every key", () => {
    const lines =
      'dir = "/l/${name}"\nuser = "log"\ngroup = "adm"\nmode = "0640"\ntimestamp = "iso"\nprefix = "p"\nmax-size = "10M"\nkeep = 3\nmax-total = 100\nrotate-every = "1d"\ncompress = "gzip"\nprocessor = "p q"\nfilter = ["-*", "+a"]\nstderr = "inherit"\non-full = "drop-oldest"';
    expect(log(lines)).toEqual({
      to: { kind: "dir", dir: "/l/x" },
      user: "log",
      group: "adm",
      mode: 0o640,
      timestamp: "iso",
      prefix: "p",
      maxSizeBytes: 10 * 1024 * 1024,
      keep: 3,
      maxTotalBytes: 100,
      rotateEveryMs: 86_400_000,
      compress: "gzip",
      processor: ["p", "q"],
      filter: ["-*", "+a"],
      stderr: "inherit",
      onFull: "drop-oldest",
    });
  });

  it.each([
    ["none", { kind: "none" }],
    ["inherit", { kind: "inherit" }],
    ["syslog", { kind: "syslog" }],
    ["syslog:udp:host:514", { kind: "syslog", address: "udp:host:514" }],
    ["service:y", { kind: "service", service: "y" }],
  ])("to = %s", (to, expected) => {
    const { project } = load({
      "services/x.toml": `command = "a"\n[log]\nto = "${to}"`,
      "services/y.toml": 'command = "b"',
    });
    expect(project?.services[0]?.log?.to).toEqual(expected);
  });

  it.each([
    ['to = "service:z"', "E0202 3:6 no service `z` is declared"],
    ['to = "/var/log"', 'E0105 3:6 `to` cannot be "/var/log"'],
    ['dir = "/l"\nto = "none"', "E0201 4:1 both `dir` and `to` in [log]"],
    ['filter = ["a"]', 'E0105 3:11 an item of `filter` cannot be "a"'],
    ['max-size = "5 M"', 'E0105 3:12 `max-size` is not a size: "5 M"'],
  ])("%s is refused", (lines, finding) => {
    expect(said(`command = "a"\n[log]\n${lines}`)).toEqual([finding]);
  });

  it("a later layer's destination replaces an earlier one", () => {
    const { project } = load({
      "svforge.toml": '[defaults.log]\ndir = "/l/${name}"\nkeep = 3',
      "services/x.toml": 'command = "a"\n[log]\nto = "none"',
      "services/y.toml": 'command = "a"',
    });
    expect(project?.services.map((s) => [s.log?.to, s.log?.keep])).toEqual([
      [{ kind: "none" }, 3],
      [{ kind: "dir", dir: "/l/y" }, 3],
    ]);
  });
});
