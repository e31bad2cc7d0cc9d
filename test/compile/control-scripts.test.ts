import { expect, it } from "vitest";
import { addControlScripts } from "../../src/compile/control-scripts.ts";
import { Tree } from "../../src/compile/tree.ts";
import type { Service, Stop } from "../../src/declare/service.ts";
import { unitOf } from "../helpers/compile-unit.ts";
import { noHooks, service } from "../helpers/service.ts";

function scripts(overrides: Partial<Service>): Record<string, string[]> {
  const tree = new Tree();
  addControlScripts(unitOf(service(overrides)).unit, tree);
  const files = tree
    .entries()
    .flatMap((e) => (e.kind === "file" ? [[e.path, Buffer.from(e.content).toString()] as const] : []));
  return Object.fromEntries(files.map(([path, text]) => [path, text.split("\n").slice(1, -1)]));
}

const stop = (overrides: Partial<Stop> = {}): Stop => ({
  signal: "TERM",
  timeoutMs: "infinity",
  kill: "process",
  ...overrides,
});
const mainPid = 'export MAINPID="$_pid"';
const pid = "read -r _pid <supervise/pid || exit 0";

it("is not needed for what runsv does by itself", () => {
  expect(scripts({})).toEqual({});
  expect(
    scripts({ stop: stop(), reload: { action: { signal: "HUP" }, files: [], onChange: "restart" } }),
  ).toEqual({});
});

it("sends another signal, to the group if so declared, after the hooks", () => {
  expect(scripts({ stop: stop({ signal: "QUIT" }) })).toEqual({ "control/t": [pid, 'kill -s QUIT "$_pid"'] });
  const hooks = { ...noHooks, preStop: [["drain", "a b"]] as const };
  expect(scripts({ stop: stop({ kill: "group" }), hooks })).toEqual({
    "control/t": [pid, mainPid, "drain 'a b'", 'kill -s TERM -- "-$_pid"'],
  });
});

it("asks by a command, and by the signal when that fails", () => {
  expect(scripts({ stop: stop({ signal: "INT", command: ["ctl", "stop"] }) })).toEqual({
    "control/t": [pid, mainPid, 'ctl stop || kill -s INT "$_pid"'],
  });
});

it("kills after the timeout, in whole seconds", () => {
  const lines = scripts({ stop: stop({ timeoutMs: 1500 }) })["control/t"] ?? [];
  expect(lines.slice(0, 2)).toEqual([pid, 'kill -s TERM "$_pid"']);
  expect(lines).toContain("  _n=2");
  expect(lines).toContain('  [ ! -e stat ] || kill -s KILL "$_pid"');
});

it("reloads in another way than by HUP", () => {
  const reload = (action: NonNullable<Service["reload"]>["action"]) => ({
    reload: { ...(action === undefined ? {} : { action }), files: [], onChange: "restart" as const },
  });
  expect(scripts(reload({ signal: "USR2" }))).toEqual({ "control/h": [pid, 'kill -s USR2 "$_pid"'] });
  expect(scripts(reload({ command: ["nginx", "-s", "reload"] }))).toEqual({
    "control/h": [pid, mainPid, "nginx -s reload"],
  });
});
