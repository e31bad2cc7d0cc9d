import { describe, expect, it } from "vitest";
import { Bench, define, running } from "./bench.ts";

const verdict = (v: "met" | "wait" | "refused", stop = false) =>
  ({ kind: "dependencies", verdict: v, stop }) as const;
const remove = { kind: "remove", graceMs: 4000 } as const;

describe("dependencies", () => {
  it("are waited for, and what runs does not mind losing them", () => {
    const bench = new Bench().do(verdict("wait")).begin();
    expect(bench.state.phase).toBe("blocked");
    expect(bench.do(verdict("met")).take()).toBe("run");
    expect(bench.do(verdict("wait")).take()).toBe("");
    expect(bench.exit(0).state.phase).toBe("blocked");
    expect(bench.pass(5000).do(verdict("met")).take()).toBe("finish 0 0, run");
  });

  it("part of something stopped: stops, stays wanted, comes back with it", () => {
    const bench = running().pass(2000).do(verdict("wait", true));
    expect(bench.take()).toBe("TERM, CONT");
    bench.exit(0);
    expect(bench.state).toMatchObject({ phase: "blocked", want: "up", operatorDown: false });
    expect(bench.do(verdict("met")).take()).toBe("finish 0 0, run");
  });

  it("a oneshot that is part of it is undone and done again", () => {
    const bench = running({ oneshot: true }).pass(2000).exit(0).do(verdict("wait", true));
    expect(bench.take()).toBe("finish 0 0");
    expect(bench.do(verdict("met")).take()).toBe("run");
  });
});

describe("pull", () => {
  it.each([
    ["an operator's down", () => running().svc("d").exit(0)],
    ["a permanent failure", () => Object.assign(running(), { finish: "spawned" }).exit(1).exit(125)],
    ["a run that is complete", () => running({ restart: { ...define().restart, policy: "never" } }).exit(0)],
  ])("does not override %s", (_, make) => {
    const bench = make();
    bench.take();
    expect(bench.do({ kind: "pull" }).pass(5000).take()).toBe("");
  });
});

describe("remove", () => {
  it("is dx, with a KILL where nothing is declared", () => {
    const bench = running().do(remove);
    expect(bench.take()).toBe("TERM, CONT");
    expect(bench.pass(4000).take()).toBe("(killed), KILL");
    expect(bench.exit(-9).take()).toBe("finish -1 9, exit");
    expect(bench.state.operatorDown).toBe(false);
  });

  it("keeps a declared timeout, also of a stop under way", () => {
    const stop = { ...define().stop, timeoutMs: 9000, hasTimeout: true };
    const bench = running({ stop }).svc("d").pass(2000).do(remove).pass(6999);
    expect(bench.take()).toBe("TERM, CONT");
    expect(bench.pass(1).take()).toBe("(killed), KILL");
  });

  it("bounds a stop under way that had no bound", () => {
    expect(running().svc("d").pass(9000).do(remove).pass(4000).take()).toBe("TERM, CONT, (killed), KILL");
  });

  it.each([
    ["down", () => new Bench(define({ startsDown: true })).begin()],
    ["blocked", () => new Bench().do(verdict("wait")).begin()],
    ["delayed", () => running().exit(0)],
  ])("ends at once from %s, with nothing armed", (_, make) => {
    const bench = make();
    bench.take();
    expect(bench.do(remove).take()).toBe("exit");
    expect(bench.pass(100_000).take()).toBe("");
  });

  it("undoes a oneshot first", () => {
    const bench = Object.assign(running({ oneshot: true }).exit(0), { finish: "spawned" }).do(remove);
    expect(bench.take()).toBe("finish 0 0");
    expect(bench.exit(0).take()).toBe("exit");
  });
});

describe("drain", () => {
  const logger = (): Bench => running({ role: "logger" });
  const drain = { kind: "drain", graceMs: 3000 } as const;

  it("a logger ends with its input, unsignalled", () => {
    const bench = logger().do(drain);
    expect(bench.take()).toBe("");
    expect(bench.exit(0).take()).toBe("exit");
  });

  it("one that does not is told, then killed (8.27)", () => {
    const bench = logger().do(drain);
    expect(bench.pass(3000).take()).toBe("TERM, CONT");
    expect(bench.pass(5000).take()).toBe("KILL");
    expect(bench.exit(-9).take()).toBe("exit");
  });

  it("one that just crashed is started once more for the lines in the pipe", () => {
    const bench = logger().exit(1).do(drain);
    expect(bench.pass(1000).take()).toBe("run");
    expect(bench.exit(0).take()).toBe("exit");
  });

  it("one that cannot start does not hold the end up", () => {
    const bench = Object.assign(logger().exit(1), { run: "fork" }).do(drain);
    expect(bench.pass(3000).take()).toBe("run, (fork-failed), exit");
  });

  it("one whose start is under way at the deadline is killed when it is there", () => {
    const bench = Object.assign(logger().exit(1), { run: "later" }).do(drain).pass(3000);
    expect(bench.take()).toBe("run");
    bench.do({ kind: "spawned", program: "run", pid: 9, wall: 1 });
    expect(bench.take()).toBe("KILL");
  });

  it("a paused one is woken, a stopped one just ends", () => {
    expect(logger().svc("p").do(drain).take()).toBe("STOP, CONT");
    expect(logger().svc("d").exit(0).do(drain).take()).toBe("TERM, CONT, exit");
  });
});

describe("kill", () => {
  const kill = { kind: "kill" } as const;
  it.each([
    ["up", () => running(), "KILL"],
    ["finish", () => Object.assign(running(), { finish: "spawned" }).exit(0), "KILL group"],
    [
      "emptying",
      () => running({ stop: { ...define().stop, group: true } }).exit(0, { groupAlive: true }),
      "KILL group, (group-killed), finish 0 0, exit",
    ],
    ["done", () => running({ oneshot: true }).exit(0), "exit"],
    ["preparing", () => Object.assign(new Bench(), { slow: "u" }).begin(), "exit"],
    ["delayed", () => running().exit(0), "exit"],
    ["ending", () => Object.assign(running(), { finish: "fork" }).exit(0), "exit"],
  ])("in %s", (phase, make, expected) => {
    const bench = make();
    expect(bench.state.phase).toBe(phase);
    bench.take();
    expect(bench.do(kill).take()).toBe(expected);
  });
});

describe("hold", () => {
  it("forbids starts, not what runs; wants stay", () => {
    const bench = running().pass(2000).do({ kind: "hold", on: true });
    expect(bench.take()).toBe("");
    bench.exit(0);
    expect(bench.state).toMatchObject({ phase: "blocked", want: "up" });
    expect(bench.do({ kind: "hold", on: false }).take()).toBe("finish 0 0, run");
  });
});

describe("new files under a running process", () => {
  const health = { intervalMs: 1000, timeoutMs: 100, retries: 1 };

  it("begin, change and end its health probes", () => {
    const bench = running().do({ kind: "defined", definition: define({ health }) });
    expect(bench.pass(1000).take()).toBe("health-probe");
    bench.job("health-probe", true).do({ kind: "defined", definition: define() });
    expect(bench.pass(10_000).take()).toBe("");
  });

  it("a readiness no longer declared is not waited for", () => {
    const bench = running({ ready: { how: "fd", intervalMs: 1, timeoutMs: 9000 } });
    bench.do({ kind: "defined", definition: define() });
    expect(bench.state.ready).toBe(true);
    expect(bench.pass(20_000).take()).toBe("");
  });

  it("count from the next start and stop on", () => {
    const stop = { ...define().stop, signal: "INT" };
    expect(
      running()
        .do({ kind: "defined", definition: define({ stop }) })
        .svc("d")
        .take(),
    ).toBe("INT, CONT");
  });
});
