import { expect, it } from "vitest";
import { limitNotes } from "../../src/cli/limits-now.ts";
import type { Limit, LimitName } from "../../src/declare/service.ts";

const TEXT = `Limit                     Soft Limit           Hard Limit           Units
Max cpu time              unlimited            unlimited            seconds
Max core file size        0                    unlimited            bytes
Max open files            1024                 4096                 files
`;

it.each<[LimitName, Limit, string[]]>([
  ["nofile", { soft: 1024, hard: 4096 }, []],
  ["nofile", { soft: 1024, hard: "hard" }, []],
  ["nofile", { soft: "hard", hard: "hard" }, ["limits.nofile of the process is 1024:4096, not as declared"]],
  ["nofile", { soft: 2048, hard: 4096 }, ["limits.nofile of the process is 1024:4096, not as declared"]],
  ["cpu", { soft: "unlimited", hard: "unlimited" }, []],
  ["core", { soft: 0, hard: 0 }, ["limits.core of the process is 0:unlimited, not as declared"]],
  ["stack", { soft: 1, hard: 1 }, []],
])("%s %j", (name, limit, notes) => {
  expect(limitNotes([[name, limit]], TEXT)).toEqual(notes);
});

it("of a process that is gone nothing is said", () => {
  expect(limitNotes([["nofile", { soft: 1, hard: 1 }]], "")).toEqual([]);
});
