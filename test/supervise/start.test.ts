import { describe, expect, it } from "vitest";
import { Bench, define, running } from "./bench.ts";

describe("the second between starts (4.1, oracle 11.1)", () => {
  it.each([
    [0, 1000],
    [500, 1000],
    [950, 1000],
    [1200, 1200],
  ])("a run of %s ms starts again after %s", (ranMs, interval) => {
    const bench = running();
    const first = bench.now;
    bench
      .pass(ranMs)
      .exit(0)
      .pass(interval - ranMs);
    expect(bench.take()).toBe("finish 0 0, run");
    expect(bench.state.startedAt - first).toBe(interval);
  });

  it("holds through finish, control bytes and a failing exec", () => {
    const bench = Object.assign(running(), { run: "exec" });
    const starts: number[] = [];
    bench.exit(1);
    for (let i = 0; i < 40; i++) {
      const before = bench.state.starts;
      bench.svc("u").pass(100).svc("ddu");
      if (bench.state.starts > before) starts.push(bench.state.startedAt);
    }
    expect(starts.length).toBeGreaterThan(2);
    for (const [i, at] of starts.slice(1).entries())
      expect(at - (starts[i] ?? 0)).toBeGreaterThanOrEqual(1000);
  });

  it("is never deaf: d right after a start is heard at once (8.9)", () => {
    expect(running().svc("d").take()).toBe("TERM, CONT");
  });

  it("d while it waits disarms the start", () => {
    const bench = running().exit(0).svc("d");
    bench.take();
    expect(bench.pass(60_000).take()).toBe("");
    expect(bench.state.phase).toBe("down");
  });
});

describe("control/u", () => {
  it("is not looked for where the directory surely has none as supervision begins", () => {
    expect(new Bench().do({ kind: "begin", isBare: true }).take()).toBe("run");
  });

  it("runs before every start, its exit code means nothing", () => {
    const bench = Object.assign(new Bench(), { handled: "u" }).begin();
    expect(bench.take()).toBe("control/u, run");
    expect(bench.pass(1500).exit(0).take()).toBe("finish 0 0, control/u, run");
  });

  it("what was forbidden while it ran does not start", () => {
    const wait = { kind: "dependencies", verdict: "wait", stop: false } as const;
    const down = Object.assign(new Bench(), { slow: "u" }).begin().svc("d").job("control/u", true);
    expect([down.state.phase, down.take()]).toEqual(["down", "control/u"]);
    const blocked = Object.assign(new Bench(), { slow: "u" }).begin().do(wait).job("control/u", true);
    expect([blocked.state.phase, blocked.take()]).toEqual(["blocked", "control/u"]);
    const gone = Object.assign(new Bench(), { slow: "u" }).begin().do({ kind: "remove", graceMs: 1 });
    expect(gone.job("control/u", true).take()).toBe("control/u, exit");
  });
});

it("a member of a cycle is refused, turns down and can be asked again", () => {
  const bench = new Bench().do({ kind: "dependencies", verdict: "refused", stop: false }).begin();
  expect(bench.take()).toBe("(cycle)");
  expect(bench.state).toMatchObject({ phase: "down", want: "down", failed: "cycle" });
  expect(bench.svc("u").take()).toBe("(cycle)");
  bench.do({ kind: "dependencies", verdict: "met", stop: false });
  expect(bench.take()).toBe("run");
});

it("a down file keeps it down until u, once or a pull", () => {
  const fresh = (): Bench => new Bench(define({ startsDown: true })).begin();
  expect(fresh().take()).toBe("");
  expect(fresh().svc("u").take()).toBe("run");
  expect(fresh().do({ kind: "pull" }).take()).toBe("run");
  expect(fresh().svc("d").do({ kind: "pull" }).take()).toBe("");
});
