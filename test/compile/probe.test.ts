import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { probeLine } from "../../src/compile/probe.ts";

it.each([
  [{ kind: "command", argv: ["pg_isready", "-h", "/a b"] }, "pg_isready -h '/a b'"],
  [{ kind: "path", path: "/run/x y" }, "[ -e '/run/x y' ]"],
  [{ kind: "fd", fd: 3 }, undefined],
  [{ kind: "notify" }, undefined],
] as const)("%j", (probe, line) => {
  expect(probeLine(probe)).toBe(line);
});

it.each([
  [{ kind: "tcp", host: "::1", port: 80 }, "nc -z -w 2 ::1 80"],
  [{ kind: "http", url: "http://h/?a=1&b" }, "wget -q -T 5 -O /dev/null 'http://h/?a=1&b'"],
] as const)("%j asks one of two clients, in lines a shell can read", (probe, fallback) => {
  const line = probeLine(probe) ?? "";
  expect(line).toContain(`else ${fallback}; fi`);
  expect(spawnSync("sh", ["-n"], { input: line }).status).toBe(0);
});
