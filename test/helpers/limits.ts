/** Resource limits in tests: a value for each, its name in /proc, and whether this host lets us set it. */
import { readFileSync } from "node:fs";
import { limitIn } from "../../src/cli/limits-now.ts";
import type { Limit, LimitName, TargetName } from "../../src/declare/service.ts";
import { LIMIT_NAMES } from "../../src/declare/service.ts";

const MIB = 1024 * 1024;

/** Soft and hard, never the same and unlike any host's defaults. */
export const VALUES: Readonly<Record<LimitName, readonly [soft: number, hard: number]>> = {
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
export const WITH_ULIMIT: readonly LimitName[] = [
  "as",
  "cpu",
  "data",
  "memlock",
  "nofile",
  "rss",
  "rtprio",
  "stack",
];

/** The limits a target knows. */
export const namesFor = (target: TargetName): readonly LimitName[] =>
  target === "busybox" ? WITH_ULIMIT : LIMIT_NAMES;

/** Each of `VALUES` that `target` knows and this host lets us set. */
export function reachableLimits(target: TargetName): readonly (readonly [LimitName, Limit])[] {
  return namesFor(target)
    .filter(isReachable)
    .map((name) => [name, { soft: VALUES[name][0], hard: VALUES[name][1] }]);
}

/** Is the hard limit of `VALUES` within our own, or may we raise that (CAP_SYS_RESOURCE)? */
export function isReachable(name: LimitName): boolean {
  const [, hard] = limitIn(readFileSync("/proc/self/limits", "utf8"), name);
  return mayRaise() || hard === "unlimited" || Number(hard) >= VALUES[name][1];
}

function mayRaise(): boolean {
  const [, capabilities = "0"] = /CapEff:\t(\w+)/.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
  return (BigInt(`0x${capabilities}`) & (1n << 24n)) !== 0n;
}
