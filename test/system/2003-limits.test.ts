/** Every resource limit, soft and hard, is what was declared, or the start fails. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  LIMIT_NAMES,
  type Limit,
  type LimitName,
  TARGETS,
  type TargetName,
} from "../../src/declare/service.ts";
import { runOnce, SHELLS } from "../helpers/compile-run.ts";
import { service } from "../helpers/service.ts";
import { refusals } from "../helpers/tree.ts";

/** /proc/PID/limits' words, its order. */
const PROC: Readonly<Record<LimitName, string>> = {
  cpu: "Max cpu time",
  fsize: "Max file size",
  data: "Max data size",
  stack: "Max stack size",
  core: "Max core file size",
  rss: "Max resident set",
  nproc: "Max processes",
  nofile: "Max open files",
  memlock: "Max locked memory",
  as: "Max address space",
  locks: "Max file locks",
  sigpending: "Max pending signals",
  msgqueue: "Max msgqueue size",
  nice: "Max nice priority",
  rtprio: "Max realtime priority",
  rttime: "Max realtime timeout",
};

const MIB = 1024 * 1024;
const VALUES: Readonly<Record<LimitName, readonly [soft: number, hard: number]>> = {
  as: [4096 * MIB, 8192 * MIB],
  core: [0, 3 * MIB],
  cpu: [600, 1200],
  data: [1024 * MIB, 2048 * MIB],
  fsize: [MIB, 7 * MIB],
  locks: [10, 20],
  memlock: [65_536, 131_072],
  msgqueue: [1000, 2001],
  nice: [5, 10],
  nofile: [256, 513],
  nproc: [5001, 6001],
  rss: [MIB, 2 * MIB],
  rtprio: [1, 2],
  rttime: [100_001, 200_002],
  sigpending: [101, 202],
  stack: [2 * MIB, 8 * MIB],
};

/** What busybox's shell can say alike with every other one. */
const WITH_ULIMIT: readonly LimitName[] = [
  "as",
  "cpu",
  "data",
  "memlock",
  "nofile",
  "rss",
  "rtprio",
  "stack",
];

const namesFor = (target: TargetName): readonly LimitName[] =>
  target === "busybox" ? WITH_ULIMIT : LIMIT_NAMES;

function measured(
  target: TargetName,
  limits: readonly (readonly [LimitName, Limit])[],
  shell?: readonly [string, ...string[]],
) {
  const declared = service({ work: { kind: "command", argv: ["cat", "/proc/self/limits"] }, limits });
  const { stdout, stderr, status } = runOnce(declared, { target, ...(shell === undefined ? {} : { shell }) });
  const lines = stdout.toString().split("\n");
  const found = limits.map(([name]) => {
    const [soft, hard] =
      lines
        .find((line) => line.startsWith(PROC[name]))
        ?.slice(26)
        .trim()
        .split(/\s+/) ?? [];
    return [name, soft, hard];
  });
  return { found, status, stderr: stderr.toString() };
}

const own = readFileSync("/proc/self/limits", "utf8");
const mayRaise =
  (Number.parseInt(
    /CapEff:\t(\w+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1]?.slice(-8) ?? "0",
    16,
  ) &
    (1 << 24)) !==
  0;

/** Is the declared hard limit within our own, or may we raise that (CAP_SYS_RESOURCE)? */
function isReachable(name: LimitName): boolean {
  const hard = own
    .split("\n")
    .find((line) => line.startsWith(PROC[name]))
    ?.slice(26)
    .trim()
    .split(/\s+/)[1];
  return mayRaise || hard === "unlimited" || Number(hard) >= VALUES[name][1];
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
