import { describe, expect, it } from "vitest";
import type { StopDefinition } from "../../src/supervise/service-state.ts";
import { define, running } from "./bench.ts";

const stop = (change: Partial<StopDefinition>): { stop: StopDefinition } => ({
  stop: { ...define().stop, ...change },
});

it("declared signal, then CONT, then KILL after the timeout", () => {
  const bench = running(stop({ signal: "QUIT", timeoutMs: 3000, hasTimeout: true })).svc("d");
  expect(bench.take()).toBe("QUIT, CONT");
  expect(bench.pass(2999).take()).toBe("");
  expect(bench.pass(1).take()).toBe("(killed), KILL");
  expect(bench.pass(60_000).take()).toBe("");
});

it("without a timeout it is never killed by a d", () => {
  const bench = running().svc("d");
  bench.take();
  expect(bench.pass(10_000_000).take()).toBe("");
});

it("the whole group where declared", () => {
  const bench = running(stop({ group: true, timeoutMs: 10, hasTimeout: true }))
    .svc("d")
    .pass(10);
  expect(bench.take()).toBe("TERM group, CONT group, (killed), KILL group");
});

it("pre-stop hooks, then the stop command, then the signal to what is left", () => {
  const bench = running({ ...stop({ hasCommand: true }), hasPreStop: true }).svc("d");
  expect(bench.take()).toBe("pre-stop");
  expect(bench.svc("d").take()).toBe("");
  expect(bench.job("pre-stop", false).take()).toBe("stop-command");
  expect(bench.job("stop-command", true).take()).toBe("TERM, CONT");
});

it("a stop command that works needs no signal", () => {
  const bench = running(stop({ hasCommand: true })).svc("d");
  bench.take();
  expect(bench.exit(0).take()).toBe("finish 0 0");
  expect(bench.job("stop-command", true).take()).toBe("");
});

it("the timeout counts from the wish, through hooks that hang", () => {
  const bench = running({ ...stop({ timeoutMs: 500, hasTimeout: true }), hasPreStop: true })
    .svc("d")
    .pass(500);
  expect(bench.take()).toBe("pre-stop, (killed), KILL");
});

it("a stop for a restart runs no control/d and starts again", () => {
  const bench = Object.assign(running().pass(3000), { handled: "d" }).do({ kind: "restart" });
  expect(bench.take()).toBe("TERM, CONT");
  expect(bench.exit(1).take()).toBe("finish 1 0, run");
  expect(bench.state.failures).toBe(0);
});

describe("the status says it is on its way down (8.14)", () => {
  it.each(["d", "ddu"])("%s", (letters) => {
    expect(running().svc(letters).state.gotTerm).toBe(true);
  });
});
