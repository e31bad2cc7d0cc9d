import { describe, expect, it } from "vitest";
import {
  byOutcome,
  delayLines,
  type FinishTarget,
  finishScript,
  indented,
} from "../../src/compile/finish.ts";
import { utilLinux } from "../../src/compile/targets/util-linux.ts";
import type { Service } from "../../src/declare/service.ts";
import { unitOf } from "../helpers/compile-unit.ts";
import { noHooks, restartPolicy, service } from "../helpers/service.ts";

const runtime: FinishTarget = { tools: utilLinux, again: () => [] };
const suite: FinishTarget = { tools: utilLinux, signalled: "-1", again: (_unit, onFail) => onFail };

const lines = (overrides: Partial<Service>, target = suite): readonly string[] | undefined =>
  finishScript(unitOf(service(overrides)).unit, target)
    ?.text.split("\n")
    .slice(1, -1);

it("is absent when nothing needs it", () => {
  expect(lines({})).toBeUndefined();
  expect(lines({ env: [["A", "1"]], umask: 0o22, restart: restartPolicy() })).toBeUndefined();
});

it("runs hooks with the service's environment, in its directory, then removes what is not kept", () => {
  const hooks = { ...noHooks, postStop: [["after", "x y"]] as const, onFail: [["alarm"]] as const };
  const dirs = [{ purpose: "runtime", path: "/run/web", mode: 0o755, keep: false }] as const;
  const all = { hooks, dirs, env: [["A", "1"]] as const, umask: 0o77, workingDir: "/srv" };
  expect(lines(all)).toEqual([
    "umask 0077",
    "export A=1",
    "(cd /srv && after 'x y')",
    "rm -rf /run/web",
    "(cd /srv && alarm)",
  ]);
  expect(lines(all, runtime)).not.toContain("(cd /srv && alarm)");
  expect(lines({ dirs, env: all.env })).toEqual(["rm -rf /run/web"]);
});

it("takes a oneshot down only when it was up", () => {
  const work = { kind: "oneshot", up: ["up"], down: ["down", "x"] } as const;
  expect(lines({ work })).toEqual(['if [ "$1" = -1 ]; then', "  down x", "fi"]);
  expect(lines({ work }, runtime)).toEqual(["down x"]);
});

describe("before the next start", () => {
  it.each([
    [0, []],
    [1000, []],
    [1001, ["if wanted; then sleep 2; fi"]],
    [60_000, ["if wanted; then sleep 60; fi"]],
  ])("%d ms", (delayMs, expected) => {
    expect(delayLines(service({ restart: restartPolicy({ delayMs }) }), "wanted")).toEqual(expected);
  });

  it("nothing is said without a policy", () => {
    expect(delayLines(service(), "wanted")).toEqual([]);
  });
});

it.each([
  [undefined, { success: ["a"], failure: [] }, ["case $1 in", "  0)", "    a", "    ;;", "esac"]],
  [
    [0, 7],
    { success: ["a"], failure: ["b"] },
    ["case $1 in", "  0 | 7)", "    a", "    ;;", "  *)", "    b", "    ;;", "esac"],
  ],
  [[3], { success: [], failure: ["b"] }, ["case $1 in", "  3) ;;", "  *)", "    b", "    ;;", "esac"]],
  [[3], { success: [], failure: [] }, []],
] as const)("codes %j: %j", (successCodes, branches, expected) => {
  const subject =
    successCodes === undefined ? service() : service({ restart: restartPolicy({ successCodes }) });
  expect(byOutcome(subject, branches)).toEqual(expected);
});

it("indents by two blanks", () => {
  expect(indented(["a", "  b"])).toEqual(["  a", "    b"]);
});
