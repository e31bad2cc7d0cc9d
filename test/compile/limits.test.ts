import { describe, expect, it } from "vitest";
import { prlimitWords, ulimitLines } from "../../src/compile/limits.ts";
import type { Limit, LimitName } from "../../src/declare/service.ts";
import { unitOf } from "../helpers/compile-unit.ts";
import { service } from "../helpers/service.ts";

const HARD = '"$(prlimit --pid $$ --raw --noheadings --output HARD --nofile)"';

const cases: readonly (readonly [LimitName, Limit, string, readonly string[] | undefined])[] = [
  ["nofile", { soft: 8192, hard: 8192 }, "--nofile=8192", ["ulimit -n 8192 || exit 111"]],
  ["core", { soft: 0, hard: 0 }, "--core=0", ["ulimit -c 0 || exit 111"]],
  ["cpu", { soft: "unlimited", hard: "unlimited" }, "--cpu=unlimited", ["ulimit -t unlimited || exit 111"]],
  ["nofile", { soft: 64, hard: "hard" }, "--nofile=64:", ["ulimit -S -n 64 || exit 111"]],
  ["nofile", { soft: "hard", hard: 99 }, "--nofile=99:99", ["ulimit -n 99 || exit 111"]],
  [
    "nofile",
    { soft: "hard", hard: "hard" },
    `--nofile=${HARD}:`,
    ['ulimit -S -n "$(ulimit -H -n)" || exit 111'],
  ],
  [
    "as",
    { soft: 1024, hard: 2048 },
    "--as=1024:2048",
    ["ulimit -S -v 1 2>/dev/null || :", "ulimit -H -v 2 || exit 111", "ulimit -S -v 1 || exit 111"],
  ],
  ["data", { soft: 1000, hard: 2048 }, "--data=1000:2048", undefined],
  ["core", { soft: 512, hard: 512 }, "--core=512", undefined],
  ["nproc", { soft: 5, hard: 5 }, "--nproc=5", undefined],
];

describe.each(cases)("%s %j", (name, limit, words, lines) => {
  it("has a word for prlimit", () => {
    expect(prlimitWords(unitOf(service({ limits: [[name, limit]] })).unit)).toEqual(["prlimit", words]);
  });

  it("has lines for ulimit, or is refused", () => {
    const { unit, messages } = unitOf(service({ limits: [[name, limit]] }), "busybox");
    expect(ulimitLines(unit)).toEqual(lines ?? []);
    expect(messages()).toEqual(lines === undefined ? [expect.stringContaining(`limits.${name}`)] : []);
  });
});

it("says nothing when no limit is declared", () => {
  expect(prlimitWords(unitOf(service()).unit)).toEqual([]);
});
