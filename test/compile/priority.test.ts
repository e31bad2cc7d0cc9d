import { expect, it } from "vitest";
import { canonicalCpus, priorityLines, schedulingWords } from "../../src/compile/priority.ts";
import { unitOf } from "../helpers/compile-unit.ts";
import { service } from "../helpers/service.ts";

it.each([
  ["0", "0"],
  ["0,1,2", "0-2"],
  ["3,1-2,2", "1-3"],
  ["0-6:2", "0,2,4,6"],
  ["0-2,4", "0-2,4"],
  ["not a list", "not a list"],
])("the kernel writes %s as %s", (cpus, canonical) => {
  expect(canonicalCpus(cpus)).toBe(canonical);
});

it("changes the shell by absolute values, each checked", () => {
  const lines = priorityLines(unitOf(service({ nice: -5, oomScoreAdj: 500, cpus: "1,0" })).unit);
  expect(lines.slice(0, 3)).toEqual([
    "renice -5 -p $$ >/dev/null || exit 111",
    "echo 500 >/proc/$$/oom_score_adj || exit 111",
    "taskset -cp 0-1 $$ >/dev/null || exit 111",
  ]);
  expect(lines[3]).toContain("exit 111");
});

it.each([
  [{ ioClass: "idle" }, [["ionice", "-c", "3"]]],
  [{ ioPriority: 6 }, [["ionice", "-c", "2", "-n", "6"]]],
  [{ ioClass: "realtime", ioPriority: 0 }, [["ionice", "-c", "1", "-n", "0"]]],
  [{ sched: { policy: "fifo", priority: 20 } }, [["chrt", "-f", "20"]]],
  [{ sched: { policy: "other", priority: 0 } }, [["chrt", "-o", "0"]]],
  [{}, []],
] as const)("words for %j", (overrides, words) => {
  expect(schedulingWords(service(overrides))).toEqual(words);
});
