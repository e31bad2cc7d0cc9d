/** One random story under a seed: services of every kind, everything that can go wrong, then peace, then the end. */
import { NO_RELATIONS } from "../../src/supervise/scan-state.ts";
import type { ServiceDefinition } from "../../src/supervise/service-state.ts";
import { define } from "../supervise/bench.ts";
import { type Life, STEADY } from "./processes.ts";
import { Random } from "./random.ts";
import { type Directory, type Machine, SimOs, type World } from "./sim-os.ts";

export interface Story {
  readonly seed: number;
  readonly services: number;
  readonly acts: number;
}

/** Tells it; throws at a broken invariant, with the seed. */
export function tellStory(story: Story): void {
  try {
    new Chaos(story).tell();
  } catch (error) {
    throw new Error(`seed ${story.seed}, ${story.services} services, ${story.acts} acts: ${String(error)}`);
  }
}

const LETTERS = ["u", "d", "o", "p", "c", "h", "a", "i", "t", "k", "x", "q", "1", "2", "w"] as const;
const BOUND_MS = 60_000;

class Chaos {
  readonly #random: Random;
  readonly #story: Story;
  readonly #os: SimOs;
  #isCalm = false;
  #counter = 0;

  constructor(story: Story) {
    this.#story = story;
    this.#random = new Random(story.seed);
    this.#os = new SimOs(this.#world(), { boundMs: BOUND_MS, graceMs: 5000 });
  }

  tell(): void {
    for (let i = 0; i < this.#story.services; i++) this.#addDirectory();
    this.#os.rescan();
    for (let i = 0; i < this.#story.acts; i++) {
      this.#act();
      if (this.#random.chance(0.5)) this.#os.run(this.#os.now + this.#random.below(1500));
    }
    this.#calm();
    this.#end();
  }

  #world(): World {
    const random = this.#random;
    return {
      spawn: ({ oneshot }, program) => {
        if (!this.#isCalm) return this.#life();
        return oneshot || program === "finish" ? BRIEF : STEADY;
      },
      isBare: () => random.chance(0.5),
      delayMs: () => (random.chance(0.6) ? 0 : random.below(40)),
      job: (_, job) => {
        if (this.#isCalm) return { ok: !job.startsWith("control/"), afterMs: 0 };
        return { ok: random.chance(0.3), afterMs: random.chance(0.7) ? 0 : random.below(3000) };
      },
    };
  }

  #life(): Life | "missing" | "exec" | "fork" {
    const random = this.#random;
    if (random.chance(0.1)) return random.pick(["missing", "exec", "fork"]);
    return {
      lastsMs: random.chance(0.4) ? Infinity : random.below(5000),
      ends: random.pick([0, 0, 1, 100, 111, 125, -9, -11]),
      obeysMs: random.chance(0.2) ? Infinity : random.below(2000),
      readyMs: random.chance(0.3) ? Infinity : random.below(1000),
      leavesMs: random.chance(0.2) ? random.below(30_000) : 0,
    };
  }

  #addDirectory(): void {
    const random = this.#random;
    const name = `s${++this.#counter}`;
    this.#os.directories.set(name, {
      name,
      identity: `i${this.#counter}`,
      complete: random.chance(0.9),
      hasLog: random.chance(0.4),
      definition: this.#definition(name),
      relations: this.#relations(),
    });
  }

  #definition(name: string): ServiceDefinition {
    const random = this.#random;
    const base = define({}, { name });
    const hasTimeout = random.chance(0.4);
    return {
      ...base,
      oneshot: random.chance(0.15),
      startsDown: random.chance(0.1),
      hasPreStop: random.chance(0.2),
      hasOnFail: random.chance(0.2),
      ready: random.chance(0.3)
        ? { how: random.pick(["fd", "probe"]), intervalMs: 200, timeoutMs: random.pick([2000, Infinity]) }
        : null,
      health: random.chance(0.2) ? { intervalMs: 1000, timeoutMs: 100, retries: 2 } : null,
      stop: {
        ...base.stop,
        group: random.chance(0.3),
        hasCommand: random.chance(0.2),
        hasTimeout,
        timeoutMs: hasTimeout ? random.pick([0, 500, 4000, Infinity]) : Infinity,
      },
      restart: {
        ...base.restart,
        policy: random.pick(["always", "always", "on-failure", "never"]),
        delayMs: random.pick([0, 0, 300, 2000]),
        maxDelayMs: random.pick([0, 10_000]),
        maxAttempts: random.pick([Infinity, 4]),
        windowMs: 20_000,
        resetAfterMs: 3000,
      },
    };
  }

  #relations(): Directory["relations"] {
    const random = this.#random;
    const other = (): string => `s${1 + random.below(this.#counter + 2)}`;
    if (random.chance(0.5)) return NO_RELATIONS;
    const condition = random.pick<"ready" | "started" | "completed">(["ready", "started", "completed"]);
    return {
      ...NO_RELATIONS,
      dependsOn: random.chance(0.5) ? [{ service: other(), condition, restart: random.chance(0.3) }] : [],
      wants: random.chance(0.4) ? [other()] : [],
      after: random.chance(0.2) ? [other()] : [],
      conflicts: random.chance(0.1) ? [other()] : [],
      partOf: random.chance(0.15) ? [other()] : [],
    };
  }

  #act(): void {
    const random = this.#random;
    const os = this.#os;
    const machine = this.#someMachine();
    const directory = this.#someDirectory();
    const dice = random.below(100);
    if (dice < 60 && machine !== undefined) this.#poke(machine);
    else if (dice < 65) this.#addDirectory();
    else if (dice < 70 && directory !== undefined) os.directories.delete(directory.name);
    else if (dice < 74 && directory !== undefined) this.#rename(directory);
    else if (dice < 78 && directory !== undefined) Object.assign(directory, { complete: true, hasLog: true });
    else if (dice < 82) os.wallOffset += (random.next() - 0.5) * 1e9;
    else if (dice < 85 && directory !== undefined) this.#redefine(directory);
    else if (dice < 86) os.killMonitor();
    else os.rescan();
  }

  #poke(machine: Machine): void {
    const random = this.#random;
    if (random.chance(0.05)) this.#os.tell(machine.key, { kind: "hold", on: random.chance(0.5) });
    else for (let i = random.below(3); i >= 0; i--) this.#os.control(machine.key, random.pick(LETTERS));
    const victim = this.#os.living(machine.key)[0];
    if (victim !== undefined && random.chance(0.1))
      Object.assign(victim, { life: { ...victim.life, lastsMs: 0 } });
  }

  #rename(directory: Directory): void {
    const { directories } = this.#os;
    directories.delete(directory.name);
    directory.name = directory.name.startsWith(".") ? directory.name.slice(1) : `.${directory.name}`;
    directories.set(directory.name, directory);
  }

  #redefine(directory: Directory): void {
    directory.definition = this.#definition(directory.name);
    directory.relations = this.#relations();
    this.#os.tell(directory.identity, { kind: "defined", definition: directory.definition });
    if (this.#os.machines.has(directory.identity))
      this.#os.tellScan({ kind: "related", identity: directory.identity, relations: directory.relations });
  }

  /** Everybody behaves from now on: what is wanted and allowed is reached. */
  #calm(): void {
    const os = this.#os;
    this.#isCalm = true;
    os.rescan();
    if (os.scan.shutdown !== "none") return;
    for (const machine of os.machines.values()) os.tell(machine.key, { kind: "hold", on: false });
    for (const machine of [...os.machines.values()]) {
      os.control(machine.key, "c");
      os.control(machine.key, "k");
    }
    for (let i = 0; i < 30; i++) {
      os.run(os.now + 5000);
      os.rescan();
    }
    if (os.scan.shutdown !== "none") return;
    for (const machine of os.machines.values()) this.#expectReached(machine);
  }

  #expectReached(machine: Machine): void {
    const { state, key } = machine;
    const own = this.#os.story.filter((line) => line.startsWith(`${key} `)).slice(-20);
    const says = `${key} wants ${state.want} and is ${state.phase} (${state.verdict}, ${state.failed})\n${own.join("\n")}`;
    if (state.want === "down" && !["down", "exited"].includes(state.phase)) throw new Error(says);
    if (state.want !== "up" || state.verdict !== "met" || state.suspended) return;
    if (!["up", "done"].includes(state.phase)) throw new Error(says);
  }

  /** Chaos again, and the end within its bound, with nobody left. */
  #end(): void {
    const os = this.#os;
    this.#isCalm = this.#random.chance(0.5);
    os.shutdown(3);
    const before = os.now;
    if (!os.runUntil(() => os.exitCode !== undefined, BOUND_MS + 60_000))
      throw new Error("shutdown never ends");
    if (os.now - before > BOUND_MS + 5000) throw new Error(`shutdown took ${os.now - before} ms`);
    os.run(os.now + 100);
    const left = [...os.processes.values()].filter((p) => p.alive);
    if (left.length > 0)
      throw new Error(
        `left behind: ${left.map((p) => `${p.of} ${p.program}`).join(", ")}\n${os.story.slice(-60).join("\n")}`,
      );
  }

  #someMachine(): Machine | undefined {
    const all = [...this.#os.machines.values()];
    return all[this.#random.below(all.length)];
  }

  #someDirectory(): Directory | undefined {
    const all = [...this.#os.directories.values()];
    return all[this.#random.below(all.length)];
  }
}

const BRIEF: Life = { ...STEADY, lastsMs: 20 };
