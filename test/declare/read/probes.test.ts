import { describe, expect, it } from "vitest";
import { said, service } from "../../helpers/project.ts";

const declare = (lines: string): string => `command = "a"\n${lines}`;

describe("[ready]", () => {
  it.each([
    ["fd = 3", { kind: "fd", fd: 3 }],
    ['notify = "systemd"', { kind: "notify" }],
    ['command = "pg_isready -q"', { kind: "command", argv: ["pg_isready", "-q"] }],
    ['tcp = "127.0.0.1:80"', { kind: "tcp", host: "127.0.0.1", port: 80 }],
    ['tcp = "8080"', { kind: "tcp", host: "127.0.0.1", port: 8080 }],
    ['tcp = "[::1]:53"', { kind: "tcp", host: "::1", port: 53 }],
    ['http = "http://localhost/ok"', { kind: "http", url: "http://localhost/ok" }],
    ['path = "/run/${name}"', { kind: "path", path: "/run/x" }],
  ])("%s", (line, probe) => {
    expect(service(declare(`[ready]\n${line}`)).ready).toEqual({
      probe,
      intervalMs: 1000,
      timeoutMs: 60_000,
    });
  });

  it("takes times", () => {
    const { ready } = service(declare('[ready]\nfd = 3\ninterval = "500ms"\ntimeout = "infinity"'));
    expect(ready).toMatchObject({ intervalMs: 500, timeoutMs: "infinity" });
  });

  it.each([
    ["[ready]", "E0102 2:2 [ready] says nothing to look at"],
    ['[ready]\nfd = 3\ntcp = "80"', "E0201 4:1 both `fd` and `tcp` in [ready]"],
    ["[ready]\nfd = 2", "E0106 3:6 `fd` must be at least 3, found 2"],
    ['[ready]\ntcp = "host:0"', "E0105 3:7 `ready.tcp` is not a host and port"],
    ['[ready]\ntcp = "host:65536"', "E0105 3:7 `ready.tcp` is not a host and port"],
    ['[ready]\nhttp = "ftp://x"', "E0105 3:8 `ready.http` is not an http:// address"],
    ['[ready]\nhttp = "https://x"', "E0105 3:8 `ready.http` is not an http:// address"],
    ['[ready]\nhttp = "http://[x"', "E0105 3:8 `ready.http` is not an http:// address"],
    ['[ready]\npath = "x"', 'E0105 3:8 `path` is not an absolute path: "x"'],
    ['[ready]\nfd = 3\ninterval = "infinity"', "E0106 4:12 `ready.interval` must end"],
    ['[ready]\nfd = 3\ntimeout = "30"', 'E0105 4:11 `timeout` is not a duration: "30"'],
    ["[health]\nfd = 3", "E0103 3:1 unknown key `fd` in [health]"],
  ])("%j is refused", (lines, finding) => {
    expect(said(declare(lines))[0]).toBe(finding);
  });
});

it("[health]", () => {
  expect(service(declare('[health]\ntcp = "80"')).health).toEqual({
    probe: { kind: "tcp", host: "127.0.0.1", port: 80 },
    intervalMs: 30_000,
    timeoutMs: 5000,
    retries: 3,
  });
});
