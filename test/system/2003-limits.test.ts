/** Every resource limit, soft and hard, is what was declared, or the start fails. */
import { describe, expect, it } from "vitest";
import { limitIn } from "../../src/cli/limits-now.ts";
import {
  LIMIT_NAMES,
  type Limit,
  type LimitName,
  TARGETS,
  type TargetName,
} from "../../src/declare/service.ts";
import { runOnce, SHELLS } from "../helpers/compile-run.ts";
import { isReachable, namesFor, VALUES, WITH_ULIMIT } from "../helpers/limits.ts";
import { service } from "../helpers/service.ts";
import { refusals } from "../helpers/tree.ts";

const MIB = 1024 * 1024;

function measured(
  target: TargetName,
  limits: readonly (readonly [LimitName, Limit])[],
  shell?: readonly [string, ...string[]],
) {
  const declared = service({ work: { kind: "command", argv: ["cat", "/proc/self/limits"] }, limits });
  const { stdout, stderr, status } = runOnce(declared, { target, ...(shell === undefined ? {} : { shell }) });
  const found = limits.map(([name]) => [name, ...limitIn(stdout.toString(), name)]);
  return { found, status, stderr: stderr.toString() };
}

describe.each(TARGETS)("%s", (target) => {
  const names = namesFor(target);

  it.each([
    ["soft and hard limits apart", 0],
    ["both to one value", 1],
  ] as const)("sets %s, or does not start", (_what, softIndex) => {
    const limits = names.map(
      (name) => [name, { soft: VALUES[name][softIndex], hard: VALUES[name][1] }] as const,
    );
    for (const entry of limits) {
      const [name, { soft, hard }] = entry;
      const { found, status, stderr } = measured(target, [entry]);
      if (isReachable(name)) expect([found, stderr]).toEqual([[[name, `${soft}`, `${hard}`]], ""]);
      else expect([name, status === 0, stderr === ""]).toEqual([name, false, false]);
    }
    const reachable = limits.filter(([name]) => isReachable(name));
    expect(reachable.length).toBeGreaterThan(limits.length / 2);
    for (const shell of Object.values(SHELLS)) {
      const { found } = measured(target, reachable, shell);
      expect(found).toEqual(reachable.map(([name, { soft, hard }]) => [name, `${soft}`, `${hard}`]));
    }
  });

  it("knows unlimited and the hard limit of the moment", () => {
    const { found } = measured(target, [
      ["cpu", { soft: "unlimited", hard: "unlimited" }],
      ["nofile", { soft: "hard", hard: 300 }],
      ["data", { soft: 1024 * MIB, hard: "unlimited" }],
    ]);
    expect(found).toEqual([
      ["cpu", "unlimited", "unlimited"],
      ["nofile", "300", "300"],
      ["data", `${1024 * MIB}`, "unlimited"],
    ]);
    const [[, soft, hard] = []] = measured(target, [["nofile", { soft: "hard", hard: "hard" }]]).found;
    expect(soft).toBe(hard);
    const kept = measured(target, [["nofile", { soft: 128, hard: "hard" }]]).found;
    expect(kept).toEqual([["nofile", "128", hard]]);
  });

  it("fails loudly when a limit cannot be reached", () => {
    const { status, stderr } = measured(target, [["nofile", { soft: 2 ** 40, hard: 2 ** 40 }]]);
    expect(status).toBeGreaterThan(0);
    expect(stderr).not.toBe("");
  });
});

it("busybox refuses the limits whose ulimit differs between shells", () => {
  for (const name of LIMIT_NAMES.filter((n) => !WITH_ULIMIT.includes(n))) {
    const limits = [[name, { soft: 1, hard: 1 }]] as const;
    expect(refusals("busybox", service({ limits }))).toEqual([expect.stringContaining(`limits.${name}`)]);
  }
  const core = service({ limits: [["core", { soft: 0, hard: "unlimited" }]] });
  expect(refusals("busybox", core)).toEqual([]);
});
