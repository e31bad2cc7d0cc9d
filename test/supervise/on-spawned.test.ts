import { describe, expect, it } from "vitest";
import { Bench, define, running } from "./bench.ts";

describe("a run that cannot be executed counts as exit 111 (1.5)", () => {
  it.each(["missing", "exec"] as const)("%s", (run) => {
    const bench = Object.assign(new Bench(), { run, finish: "spawned" }).begin();
    expect(bench.take()).toBe("run, finish 111 0");
    bench.exit(0).pass(1000);
    expect(bench.take()).toBe("run, finish 111 0");
    expect(bench.state.starts).toBe(2);
  });
});

it("a run that cannot be executed changes no status every second (8.18)", () => {
  const bench = Object.assign(running().pass(5000), { run: "missing" }).exit(1);
  const { since } = bench.state;
  expect(since).toBe(bench.wall);
  bench.pass(10_000);
  expect(bench.state.starts).toBeGreaterThan(9);
  expect(bench.state.since).toBe(since);
});

describe("a fork that fails (4.5, 8.8)", () => {
  it("is tried again, and control is heard meanwhile", () => {
    const bench = Object.assign(new Bench(), { run: "fork" }).begin();
    expect(bench.take()).toBe("run, (fork-failed)");
    bench.run = "spawned";
    expect(bench.pass(4999).take()).toBe("");
    expect(bench.pass(1).take()).toBe("run");
    expect(bench.state.phase).toBe("up");
  });

  it("d ends the wait", () => {
    const bench = Object.assign(new Bench(), { run: "fork" }).begin().svc("d");
    bench.take();
    expect(bench.pass(60_000).take()).toBe("");
  });

  it("finish is owed and tried again, though not for ever in a shutdown", () => {
    const bench = Object.assign(running().pass(2000), { finish: "fork" }).exit(1);
    expect(bench.take()).toBe("finish 1 0, (fork-failed)");
    expect(bench.pass(5000).take()).toBe("finish 1 0, (fork-failed)");
    expect(bench.do({ kind: "remove", graceMs: 1000 }).take()).toBe("finish 1 0, exit");
  });
});

describe("an answer that comes late", () => {
  it("d while starting: stopped as soon as it is there", () => {
    const bench = Object.assign(new Bench(), { run: "later" }).begin().svc("d");
    expect(bench.take()).toBe("run");
    bench.do({ kind: "spawned", program: "run", pid: 7, wall: 1 });
    expect(bench.take()).toBe("TERM, CONT");
  });

  it("killed while starting: killed as soon as it is there", () => {
    const bench = Object.assign(new Bench(), { run: "later" }).begin().do({ kind: "kill" });
    bench.do({ kind: "spawned", program: "run", pid: 7, wall: 1 });
    expect(bench.take()).toBe("run, KILL");
    expect(bench.exit(-9).take()).toBe("finish -1 9, exit");
  });

  it("one nobody waits for changes nothing", () => {
    const bench = running();
    const before = bench.state;
    bench.do({ kind: "spawned", program: "run", pid: 9, wall: 1 });
    bench.do({ kind: "spawn-failed", program: "finish", reason: "exec", wall: 1 });
    expect(bench.state).toEqual(before);
  });
});

it("finish has its time, less in a shutdown", () => {
  const bench = Object.assign(running({ finishTimeoutMs: 5000 }), { finish: "spawned" });
  bench.do({ kind: "remove", graceMs: 700 }).exit(0);
  expect(bench.take()).toBe("TERM, CONT, finish 0 0");
  expect(bench.pass(700).take()).toBe("KILL group, (finish-killed)");
  expect(define().finishTimeoutMs).toBe(5000);
});
