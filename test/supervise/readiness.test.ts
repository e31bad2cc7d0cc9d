import { describe, expect, it } from "vitest";
import type {
  HealthDefinition,
  ReadyDefinition,
  ServiceDefinition,
} from "../../src/supervise/service-state.ts";
import { Bench, define, running } from "./bench.ts";

const ready = (how: ReadyDefinition["how"], timeoutMs = Infinity): Partial<ServiceDefinition> => ({
  ready: { how, intervalMs: 500, timeoutMs },
  hasPostReady: true,
});
const health: HealthDefinition = { intervalMs: 1000, timeoutMs: 200, retries: 3 };

describe("ready", () => {
  it("at once without a declaration", () => {
    const bench = new Bench(define({ hasPostReady: true })).begin();
    expect(bench.take()).toBe("run, post-ready");
    expect(bench.state.ready).toBe(true);
  });

  it.each(["fd", "notify"] as const)("by %s when the process says so, and only that process", (how) => {
    const bench = running(ready(how)).do({ kind: "ready", pid: 1 });
    expect(bench.state.ready).toBe(false);
    bench.do({ kind: "ready", pid: bench.state.pid });
    expect(bench.state.ready).toBe(true);
    expect(bench.take()).toBe("post-ready");
    expect(bench.do({ kind: "ready", pid: bench.state.pid }).take()).toBe("");
  });

  it("by probe: soon, then every interval, one at a time", () => {
    const bench = running(ready("probe"));
    expect(bench.pass(100).take()).toBe("ready-probe");
    expect(bench.pass(5000).take()).toBe("");
    bench.job("ready-probe", false);
    expect(bench.pass(499).take()).toBe("");
    expect(bench.pass(1).take()).toBe("ready-probe");
    expect(bench.job("ready-probe", true).take()).toBe("post-ready");
    expect(bench.pass(60_000).take()).toBe("");
  });

  it("ends with the process and begins anew with the next", () => {
    const bench = running(ready("fd")).pass(2000);
    bench.do({ kind: "ready", pid: bench.state.pid }).exit(0);
    expect(bench.state.ready).toBe(false);
  });

  it("not in time is a failure, also where the process then exits 0", () => {
    const restart = { ...define().restart, policy: "on-failure" } as const;
    const bench = running({ ...ready("fd", 3000), restart });
    expect(bench.pass(3000).take()).toBe("(not-ready), TERM, CONT");
    expect(bench.exit(0).take()).toBe("finish 0 0, run");
    expect(bench.state.failures).toBe(1);
  });

  it("a oneshot that takes too long is stopped and has failed", () => {
    const bench = running({ ...ready("probe", 3000), oneshot: true });
    expect(bench.pass(3000).take()).toBe("(not-ready), TERM, CONT");
    expect(bench.exit(0).state.phase).toBe("up");
    expect(bench.state.completed).toBe(false);
  });
});

describe("health", () => {
  const failing = (bench: Bench, times: number): Bench => {
    for (let i = 0; i < times; i++) bench.pass(1000).job("health-probe", false);
    return bench;
  };

  it("restarts after so many failures in a row, with KILL behind it", () => {
    const bench = failing(running({ health }), 3);
    expect(bench.take()).toBe("health-probe, health-probe, health-probe, (unhealthy), TERM, CONT");
    expect(bench.pass(10_000).take()).toBe("(killed), KILL");
    expect(bench.exit(-9).take()).toBe("finish -1 9, run");
    expect(bench.state.failures).toBe(1);
  });

  it("one success in between forgives", () => {
    const bench = failing(running({ health }), 2).pass(1000).job("health-probe", true);
    expect(failing(bench, 2).state.stopStage).toBe("none");
  });

  it("begins when it is ready and spares a paused process", () => {
    const bench = running({ ...ready("fd"), health });
    expect(bench.pass(5000).take()).toBe("");
    bench.do({ kind: "ready", pid: bench.state.pid }).svc("p");
    bench.take();
    expect(bench.pass(5000).take()).toBe("");
    expect(bench.svc("c").pass(1000).take()).toBe("CONT, health-probe");
  });

  it("an answer about an earlier process is dropped", () => {
    const bench = running({ health: { ...health, retries: 1 } }).pass(2000);
    const { starts } = bench.state;
    bench.svc("t").exit(0);
    bench.take();
    bench.do({ kind: "job-ended", job: "health-probe", starts, ok: false });
    expect(bench.take()).toBe("");
  });
});
