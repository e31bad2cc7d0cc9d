/** Control bytes against phases: the table of semantics 3.2 as decided in its section 12. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../../src/protocol/control.ts";
import type { Phase } from "../../src/supervise/service-state.ts";
import { step } from "../../src/supervise/service-step.ts";
import { Bench, define, running } from "./bench.ts";

/** A machine in the given phase, with nothing to tell. */
const inPhase: Record<Phase, () => Bench> = {
  down: () => new Bench(define({ startsDown: true })).begin(),
  blocked: () => new Bench().do({ kind: "dependencies", verdict: "wait", stop: false }).begin(),
  delayed: () => running().exit(1),
  preparing: () => Object.assign(new Bench(), { slow: "u" }).begin(),
  starting: () => Object.assign(new Bench(), { run: "later" }).begin(),
  up: () => running(),
  done: () => running({ oneshot: true }).exit(0),
  emptying: () => running({ stop: { ...define().stop, group: true } }).exit(0, { groupAlive: true }),
  ending: () => Object.assign(running(), { finish: "later" }).exit(0),
  finish: () => Object.assign(running(), { finish: "spawned" }).exit(0),
  exited: () => running().svc("dx").exit(0),
};

function cell(phase: Phase, letter: string): string {
  const bench = inPhase[phase]();
  expect(bench.state.phase).toBe(phase);
  bench.take();
  bench.svc(letter);
  const { state } = bench;
  return [
    bench.take(),
    `${state.phase} ${state.want}${state.exiting ? " exiting" : ""}${state.paused ? " paused" : ""}`,
  ]
    .filter((t) => t !== "")
    .join(": ");
}

const table: Record<Phase, Partial<Record<string, string>>> = {
  down: {
    u: "run: up up",
    o: "run: up once",
    d: "down down",
    x: "exit: exited down exiting",
    other: "down down",
  },
  blocked: {
    u: "blocked up",
    o: "blocked once",
    d: "down down",
    x: "exit: exited up exiting",
    other: "blocked up",
  },
  delayed: {
    u: "delayed up",
    o: "delayed once",
    d: "down down",
    x: "exit: exited up exiting",
    other: "delayed up",
  },
  preparing: {
    u: "preparing up",
    o: "preparing once",
    d: "preparing down",
    x: "preparing up exiting",
    other: "preparing up",
  },
  starting: {
    u: "starting up",
    o: "starting once",
    d: "starting down",
    x: "starting up exiting",
    other: "starting up",
  },
  up: {
    u: "up up",
    o: "up once",
    d: "TERM, CONT: up down",
    x: "up up exiting",
    p: "STOP: up up paused",
    c: "CONT: up up",
    h: "HUP: up up",
    a: "ALRM: up up",
    i: "INT: up up",
    t: "TERM: up up",
    k: "KILL: up up",
    q: "QUIT: up up",
    1: "USR1: up up",
    2: "USR2: up up",
  },
  done: { u: "done up", o: "done once", d: "finish 0 0: down down", x: "done up exiting", other: "done up" },
  emptying: {
    u: "emptying up",
    o: "emptying once",
    d: "emptying down",
    x: "emptying up exiting",
    k: "KILL group, (group-killed), finish 0 0: delayed up",
    other: "emptying up",
  },
  ending: { u: "ending up", o: "ending once", d: "ending down", x: "ending up exiting", other: "ending up" },
  finish: {
    u: "finish up",
    o: "finish once",
    d: "finish down",
    x: "finish up exiting",
    k: "KILL group: finish up",
    other: "finish up",
  },
  exited: { other: "exited down exiting" },
};

describe.each(Object.keys(table) as Phase[])("%s", (phase) => {
  it.each(COMMANDS.map((c) => c.letter))("%s", (letter) => {
    expect(cell(phase, letter)).toBe(table[phase][letter] ?? table[phase].other);
  });

  it.each(["w", "\n", "\0", "z"])("ignores %j", (letter) => {
    const bench = inPhase[phase]();
    const before = bench.state;
    bench.svc(letter);
    expect(bench.state).toEqual(before);
  });
});

describe("control scripts", () => {
  it("a script that exits 0 takes the signal's place, state changes all the same", () => {
    const bench = Object.assign(running(), { handled: "tkpchi12qad" });
    expect(bench.svc("h").take()).toBe("control/h");
    expect(bench.svc("p").take()).toBe("control/p");
    expect(bench.state.paused).toBe(true);
    expect(bench.svc("c").take()).toBe("control/c");
    expect(bench.state.paused).toBe(false);
    expect(bench.svc("t").take()).toBe("control/t");
    expect(bench.state.gotTerm).toBe(false);
    expect(bench.svc("k").take()).toBe("control/k");
    expect(bench.state.phase).toBe("up");
  });

  it("with control/t exiting 0 only CONT arrives on d (oracle 11.6)", () => {
    const bench = Object.assign(running(), { handled: "t" });
    expect(bench.svc("d").take()).toBe("control/t, CONT");
  });

  it("d runs control/d after the signals, x runs control/x and sends nothing", () => {
    const bench = Object.assign(running(), { handled: "dx" });
    expect(bench.svc("d").take()).toBe("TERM, CONT, control/d");
    expect(bench.svc("x").take()).toBe("control/x");
  });

  it("a slow script does not make it deaf, and its signal never reaches a later process", () => {
    const bench = Object.assign(running(), { slow: "t" });
    expect(bench.svc("t").take()).toBe("control/t");
    expect(bench.svc("t").take()).toBe("");
    expect(bench.svc("k").take()).toBe("KILL");
    const { starts } = bench.state;
    bench.exit(-9).pass(2000);
    expect(bench.take()).toBe("finish -1 9, run");
    bench.do({ kind: "job-ended", job: "control/t", starts, ok: false });
    expect(bench.take()).toBe("");
  });

  it("a logger has none", () => {
    const bench = Object.assign(new Bench(define({ role: "logger" })).begin(), { handled: "t" });
    bench.take();
    expect(bench.svc("t").take()).toBe("TERM");
  });
});

describe("sequences", () => {
  it("du restarts (3.6)", () => {
    const bench = running().pass(5000).svc("du");
    expect(bench.take()).toBe("TERM, CONT");
    expect(bench.exit(0).take()).toBe("finish 0 0, run");
  });

  it("o while up: not started again, and u later resumes (3.3, 3.4)", () => {
    const bench = running().pass(5000).svc("o").exit(0);
    expect(bench.take()).toBe("finish 0 0");
    expect(bench.state).toMatchObject({ phase: "down", want: "once" });
    expect(bench.svc("u").take()).toBe("run");
    expect(bench.exit(0).pass(1000).take()).toBe("finish 0 0, run");
  });

  it("dx is the removal idiom: stops, then ends (3.9)", () => {
    const bench = running().svc("dx");
    expect(bench.take()).toBe("TERM, CONT");
    expect(bench.exit(-15).take()).toBe("finish -1 15, exit");
  });

  it("x alone waits for the end and does not start it again (3.9)", () => {
    expect(running().pass(5000).svc("x").exit(0).take()).toBe("finish 0 0, exit");
  });

  it("d on a paused process wakes it and forgets the pause (3.5, 8.12)", () => {
    const bench = running().svc("p");
    expect(bench.svc("d").take()).toBe("STOP, TERM, CONT");
    expect(bench.state.paused).toBe(false);
    expect(bench.exit(-15).state).toMatchObject({ phase: "down", paused: false });
  });

  it("a repeated d repeats the signal (daemontools)", () => {
    const bench = running().svc("d");
    bench.take();
    expect(bench.svc("d").take()).toBe("TERM, CONT");
  });

  it("d, then u before it has stopped: the process is replaced, never doubled (8.10)", () => {
    const bench = Object.assign(running().pass(5000), { handled: "k" });
    expect(bench.svc("kuu").take()).toBe("control/k");
    expect(bench.state).toMatchObject({ phase: "up", starts: 1 });
  });

  it("k during finish kills finish and does not run it twice (8.11)", () => {
    const bench = Object.assign(running().pass(5000), { finish: "spawned" }).exit(3);
    expect(bench.svc("k").take()).toBe("finish 3 0, KILL group");
    expect(bench.exit(-9).take()).toBe("run");
  });

  it("u lifts a back-off but not the second between starts", () => {
    const restart = { ...define().restart, delayMs: 60_000, maxDelayMs: 60_000 };
    const bench = running({ restart }).pass(400).exit(1);
    expect(bench.take()).toBe("finish 1 0, (back-off)");
    bench.svc("u");
    expect(bench.pass(599).take()).toBe("");
    expect(bench.pass(1).take()).toBe("run");
  });
});

describe("reload", () => {
  it("h sends the declared signal, or runs the declared command", () => {
    expect(
      running({ reload: { signal: "USR1" } })
        .svc("h")
        .take(),
    ).toBe("USR1");
    expect(running({ reload: "command" }).svc("h").take()).toBe("reload-command");
  });
});

describe("a directory that has no control scripts", () => {
  const letters = fc.constantFrom(...COMMANDS.map(({ letter }) => letter));
  const before = fc.array(fc.tuple(letters, fc.nat(1500)));

  it("is not asked for them, and all else is the same", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...(Object.keys(inPhase) as Phase[])),
        before,
        letters,
        (phase, wishes, last) => {
          const [asked, bare] = [false, true].map((isBare) => {
            const bench = inPhase[phase]();
            for (const [letter, ms] of wishes) bench.svc(letter).pass(ms);
            bench.take();
            return bench.svc(last, isBare);
          }) as [Bench, Bench];
          expect(bare.state).toEqual(asked.state);
          const [one, other] = [asked, bare].map((b) => b.take().replaceAll(/(^|, )finish -?\d+ \d+/g, ""));
          expect(other).toBe(one);
        },
      ),
    );
  });

  it("has its signal in the step that hears of the byte; a script that runs is not doubled", () => {
    const { state } = running();
    const control = { kind: "control", byte: 0x74, isBare: true, now: 0 } as const;
    expect(step(state, control).effects.map((effect) => effect.kind)).toEqual(["status", "signal"]);
    const waiting = Object.assign(running(), { slow: "t" }).svc("t");
    waiting.take();
    expect(waiting.svc("t", true).take()).toBe("");
  });
});
