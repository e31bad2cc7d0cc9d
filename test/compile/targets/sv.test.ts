import { expect, it } from "vitest";
import { addSvContract } from "../../../src/compile/targets/sv.ts";
import { utilLinux } from "../../../src/compile/targets/util-linux.ts";
import { Tree } from "../../../src/compile/tree.ts";
import type { Probe, Service } from "../../../src/declare/service.ts";
import { unitOf } from "../../helpers/compile-unit.ts";
import { restartPolicy, service } from "../../helpers/service.ts";

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
  [{ restart: restartPolicy({ policy: "never" }) }, ["finish"]],
  [{ stop: { signal: "INT", timeoutMs: 5, kill: "group" } }, ["control", "control/t"]],
] as const)("%j needs %j", (overrides, paths) => {
  expect(contract(overrides)).toEqual({ paths, messages: [] });
});

it.each([{ kind: "fd", fd: 3 }, { kind: "notify" }] as const)("refuses %j", (probe) => {
  expect(contract(ready(probe)).messages).toEqual([expect.stringContaining("`ready`")]);
});
