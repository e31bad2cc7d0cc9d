import { expect, it } from "vitest";
import { addSvContract } from "../../../src/compile/targets/sv.ts";
import { utilLinux } from "../../../src/compile/targets/util-linux.ts";
import { Tree } from "../../../src/compile/tree.ts";
import type { Probe, Service } from "../../../src/declare/service.ts";
import { unitOf } from "../../helpers/compile-unit.ts";
import { noHooks, restartPolicy, service } from "../../helpers/service.ts";
import { fileText, imageOf } from "../../helpers/tree.ts";

function contract(overrides: Partial<Service>): {
  readonly paths: string[];
  readonly messages: readonly string[];
} {
  const tree = new Tree();
  const { unit, messages } = unitOf(service(overrides));
  addSvContract(unit, tree, utilLinux);
  return { paths: tree.entries().map((e) => e.path), messages: messages() };
}

const ready = (probe: Probe): Partial<Service> => ({ ready: { probe, intervalMs: 1000, timeoutMs: 1000 } });

it.each([
  [{}, []],
  [ready({ kind: "tcp", host: "::1", port: 1 }), ["check"]],
  [{ work: { kind: "oneshot", up: ["a"], down: ["b"] } }, ["check", "finish"]],
  [{ restart: restartPolicy({ policy: "never" }) }, ["control", "control/t", "finish"]],
  [{ restart: restartPolicy({ delayMs: 3000 }) }, ["finish"]],
  [{ stop: { signal: "INT", timeoutMs: 5, kill: "group" } }, ["control", "control/t"]],
] as const)("%j needs %j", (overrides, paths) => {
  expect(contract(overrides)).toEqual({ paths, messages: [] });
});

it.each([{ kind: "fd", fd: 3 }, { kind: "notify" }] as const)("refuses %j", (probe) => {
  expect(contract(ready(probe)).messages).toEqual([expect.stringContaining("`ready`")]);
});

const text = (overrides: Partial<Service>, path: string): string[] | undefined =>
  fileText(imageOf("runit", service(overrides)), `web/${path}`)
    ?.split("\n")
    .slice(1, -1);

it("keeps down what ended by itself, not what was asked to restart", () => {
  const restart = restartPolicy({ policy: "on-failure", delayMs: 5000, successCodes: [0, 7] });
  expect(text({ restart }, "control/t")).toEqual([
    ": >supervise/asked",
    "read -r _pid <supervise/pid || exit 0",
    'kill -s TERM "$_pid"',
  ]);
  expect(text({ restart }, "finish")).toEqual([
    "if [ -e supervise/asked ]; then",
    "  rm -f supervise/asked",
    "else",
    "  case $1 in",
    "    0 | 7)",
    "      sv down .",
    "      ;;",
    "    *)",
    "      if ! grep -q 'want down' supervise/stat; then sleep 5; fi",
    "      ;;",
    "  esac",
    "fi",
  ]);
});

it("grows a delay, and forgets it when a restart was asked for", () => {
  const restart = restartPolicy({ maxDelayMs: 8000 });
  expect(text({ restart }, "run")?.[0]).toBe("date +%s >supervise/started || exit 111");
  expect(text({ restart }, "finish")?.slice(0, 4)).toEqual([
    "if [ -e supervise/asked ]; then",
    "  rm -f supervise/asked",
    "  rm -f supervise/delay",
    "else",
  ]);
});

it("has one way to give up: never to start again", () => {
  const hooks = { ...noHooks, onFail: [["alarm"]] as const };
  expect(text({ hooks, restart: restartPolicy({ policy: "never" }) }, "finish")).toEqual([
    "if [ -e supervise/asked ]; then",
    "  rm -f supervise/asked",
    "else",
    "  case $1 in",
    "    0) ;;",
    "    *)",
    "      alarm",
    "      ;;",
    "  esac",
    "  sv down .",
    "fi",
  ]);
  expect(contract({ hooks }).messages).toEqual([expect.stringContaining("`hooks.on-fail`")]);
});
