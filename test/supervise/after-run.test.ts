import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { step } from "../../src/supervise/service-step.ts";
import { Bench, define, running } from "./bench.ts";

describe("finish (1.6)", () => {
  it.each([
    [3, "finish 3 0"],
    [-15, "finish -1 15"],
    [-(3 | 0x80), "finish -1 131"],
    [null, "finish -1 0"],
  ])("exit %s: %s", (code, expected) => {
    expect(running().exit(code).take()).toBe(expected);
  });

  it("run waits until finish is through", () => {
    const bench = Object.assign(running().pass(3000), { finish: "spawned" }).exit(0);
    expect(bench.pass(4000).take()).toBe("finish 0 0");
    expect(bench.exit(0).take()).toBe("run");
  });

  it("is killed after its time, and the service goes on (8.13)", () => {
    const bench = Object.assign(running().pass(3000), { finish: "spawned" }).exit(0);
    bench.take();
    expect(bench.pass(5000).take()).toBe("KILL group, (finish-killed)");
    expect(bench.exit(-9).take()).toBe("run");
  });

  it("exit 125 is a permanent failure until somebody says u (s6)", () => {
    const bench = Object.assign(running({ hasOnFail: true }), { finish: "spawned" })
      .exit(1)
      .exit(125);
    expect(bench.take()).toBe("finish 1 0, (permanent-failure), on-fail");
    expect(bench.state).toMatchObject({ phase: "down", want: "down", failed: "permanent" });
    expect(bench.pass(3000).svc("u").take()).toBe("run");
    expect(bench.state.failed).toBe("none");
  });

  it("other exit codes of finish mean nothing, nor do 100 and 111 of run (4.4)", () => {
    for (const code of [100, 111]) {
      const bench = Object.assign(running().pass(3000), { finish: "spawned" }).exit(code).exit(code);
      expect(bench.take()).toBe(`finish ${code} 0, run`);
    }
  });

  it("a logger has none (1.7)", () => {
    const bench = running({ role: "logger" }).pass(2000).exit(0);
    expect(bench.take()).toBe("run");
  });
});

describe("a directory that has neither finish nor control/u", () => {
  it("is asked for neither, and all else is the same", () => {
    const wishes = fc.array(fc.tuple(fc.constantFrom("u", "d", "o", "t", "x", "k", ""), fc.nat(1500)));
    const definitions = fc.record({
      role: fc.constantFrom("service" as const, "logger" as const),
      oneshot: fc.boolean(),
      restart: fc.record({
        policy: fc.constantFrom("always" as const, "on-failure" as const, "never" as const),
        delayMs: fc.constantFrom(0, 3000),
        maxAttempts: fc.constantFrom(1, Infinity),
      }),
    });
    fc.assert(
      fc.property(definitions, wishes, fc.constantFrom(0, 1, -9), ({ restart, ...rest }, before, code) => {
        const [asked, bare] = [false, true].map((isBare) => {
          const bench = running({ ...rest, restart: { ...define().restart, ...restart } });
          for (const [letters, ms] of before) bench.svc(letters).pass(ms);
          bench.take();
          return bench.exit(code, { isBare });
        }) as [Bench, Bench];
        expect(bare.state).toEqual(asked.state);
        const [one, other] = [asked, bare].map((bench) =>
          bench.take().replaceAll(/finish -?\d+ \d+(, |$)/g, ""),
        );
        expect(other).toBe(one);
      }),
    );
  });

  it("is known by the exit alone: a later start asks again", () => {
    const bench = Object.assign(running(), { handled: "u" }).exit(1, { isBare: true });
    expect(bench.pass(1000).take()).toBe("control/u, run");
  });

  it("is started in the step that hears of the exit", () => {
    const { state } = running();
    const { effects } = step(state, {
      kind: "exited",
      pid: state.pid,
      status: 9,
      groupAlive: false,
      isBare: true,
      now: state.startedAt + 1000,
      wall: 0,
    });
    expect(effects.map((effect) => effect.kind)).toEqual(["status", "spawn", "level"]);
  });
});

describe("a group that outlives its leader (8.24)", () => {
  const stop = { ...define().stop, group: true, timeoutMs: 3000, hasTimeout: true };

  it("of a crashed one is told to stop and waited for", () => {
    const bench = running({ stop }).pass(2000).exit(1, { groupAlive: true });
    expect(bench.take()).toBe("TERM group");
    const { pid } = bench.state;
    expect(bench.pass(100).take()).toBe("check-group");
    bench.do({ kind: "group", pid, alive: true }).pass(100);
    expect(bench.do({ kind: "group", pid, alive: false }).take()).toBe("check-group, finish 1 0, run");
  });

  it("of a stopped one already knows; what does not obey is killed", () => {
    const bench = running({ stop }).svc("d").pass(1000).exit(0, { groupAlive: true });
    expect(bench.take()).toBe("TERM group, CONT group");
    bench.pass(1900);
    bench.take();
    expect(bench.pass(100).take()).toBe("KILL group, (group-killed), finish 0 0");
    expect(bench.state.phase).toBe("down");
  });

  it("does not matter where only the process is to be stopped", () => {
    expect(running().exit(0, { groupAlive: true }).take()).toBe("finish 0 0");
  });
});

describe("oneshot", () => {
  const oneshot = { oneshot: true, hasPostReady: false };

  it("is up without a process once run exits 0, ready and completed", () => {
    const bench = running(oneshot);
    expect(bench.state.ready).toBe(false);
    bench.exit(0);
    expect(bench.state).toMatchObject({ phase: "done", ready: true, completed: true, pid: 0 });
    expect(bench.pass(60_000).take()).toBe("");
  });

  it("d undoes it by finish; u then does it again", () => {
    const bench = Object.assign(running(oneshot).pass(2000).exit(0), { finish: "spawned" });
    expect(bench.svc("du").take()).toBe("finish 0 0");
    expect(bench.exit(0).take()).toBe("run");
  });

  it("that failed is not undone, and tried again as declared", () => {
    const bench = running(oneshot).pass(2000).exit(1);
    expect(bench.take()).toBe("run");
    const restart = { ...define().restart, policy: "never" } as const;
    const never = running({ ...oneshot, restart }).exit(1);
    expect(never.take()).toBe("");
    expect(never.state).toMatchObject({ phase: "down", failed: "gave-up" });
  });

  it("that succeeds while it is being stopped is undone", () => {
    expect(running(oneshot).svc("d").exit(0).take()).toBe("TERM, CONT, finish 0 0");
    expect(running(oneshot).svc("d").exit(-15).take()).toBe("TERM, CONT");
  });
});

it("the time of the status is the start while run and finish live, then the exit (2.8)", () => {
  const bench = Object.assign(new Bench(), { finish: "spawned" }).begin();
  const started = bench.wall;
  bench.pass(5000).svc("d").exit(0);
  const exited = bench.wall;
  expect(bench.state.since).toBe(started);
  bench.pass(100).exit(0);
  expect(bench.state.since).toBe(exited);
});
