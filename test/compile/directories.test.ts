import { expect, it } from "vitest";
import { directoriesToMake, directoryLines, octal, removalLines } from "../../src/compile/directories.ts";
import type { Directory } from "../../src/declare/service.ts";
import { logPolicy, service } from "../helpers/service.ts";

const dir = (overrides: Partial<Directory> = {}): Directory => ({
  purpose: "runtime",
  path: "/run/web",
  mode: 0o755,
  keep: false,
  ...overrides,
});

it.each([
  [dir(), {}, "install -d -m 0755 /run/web || exit 111"],
  [dir({ owner: "a", group: "b", mode: 0o2775 }), {}, "install -d -o a -g b -m 2775 /run/web || exit 111"],
  [dir({ owner: "a" }), { group: "g" }, 'install -d -o a -g "$(id -g a)" -m 0755 /run/web || exit 111'],
  [dir(), { user: "u" }, 'install -d -o u -g "$(id -g u)" -m 0755 /run/web || exit 111'],
  [
    dir({ path: "/run/a b" }),
    { user: "u", group: "g" },
    "install -d -o u -g g -m 0755 '/run/a b' || exit 111",
  ],
])("%j of %j", (directory, identity, line) => {
  expect(directoryLines(service({ dirs: [directory], identity }))).toEqual([line]);
});

it("removes only what is not kept", () => {
  const dirs = [dir(), dir({ purpose: "state", path: "/var/lib/web", keep: true })];
  expect(removalLines(service({ dirs }))).toEqual(["rm -rf /run/web"]);
});

it("tells an activation the same owners", () => {
  const dirs = [dir({ mode: 0o700 }), dir({ path: "/x", owner: "a" })];
  expect(directoriesToMake(service({ dirs, identity: { user: "u", group: "g" } }))).toEqual([
    { path: "/run/web", owner: "u", group: "g", mode: 0o700 },
    { path: "/x", owner: "a", mode: 0o755 },
  ]);
});

it("makes the log directory too, for the log's user", () => {
  const log = logPolicy({ to: { kind: "dir", dir: "/var/log/sv/web" }, user: "log" });
  expect(directoriesToMake(service({ log }))).toEqual([
    { path: "/var/log/sv/web", owner: "log", mode: 0o755 },
  ]);
  expect(directoriesToMake(service({ log: logPolicy({ to: { kind: "syslog" } }) }))).toEqual([]);
});

it("writes modes with four digits", () => {
  expect([0, 0o22, 0o2775].map(octal)).toEqual(["0000", "0022", "2775"]);
});
