/**
 * A simulated operating system around the real machines: directories as values, processes as plans, a virtual clock.
 * It plays the monitor and the drivers of `src/runtime`, watches the invariants while it does, and throws at the first
 * one broken. Nothing here is random; who wants chance passes it in through `World`.
 */

import type { Inheritance } from "../../src/supervise/create-service.ts";
import type { Relations, ScanEffect, ScanEvent, ScanState } from "../../src/supervise/scan-state.ts";
import { createScan, nextScanDeadline, type ScanLimits, scanStep } from "../../src/supervise/scan-step.ts";
import type {
  Job,
  Program,
  ServiceDefinition,
  ServiceEffect,
  ServiceEvent,
  ServiceState,
} from "../../src/supervise/service-state.ts";
import { createService, levelOf, nextDeadline, step } from "../../src/supervise/service-step.ts";
import { Agenda } from "./agenda.ts";
import { type Life, type Process, reaction, statusOfEnd } from "./processes.ts";

/** What the simulated system is made of and how it behaves; answers may differ from call to call. */
export interface World {
  /** The next process of this program, or why there is none. */
  spawn(definition: ServiceDefinition, program: Program): Life | "missing" | "exec" | "fork";
  /** Whether the directory surely has neither `finish` nor `control/u`. */
  isBare(key: string): boolean;
  /** How long until an answer or a notice arrives. */
  delayMs(): number;
  /** Result and duration of a job. */
  job(key: string, job: Job): { readonly ok: boolean; readonly afterMs: number };
}

export interface Directory {
  name: string;
  readonly identity: string;
  complete: boolean;
  hasLog: boolean;
  definition: ServiceDefinition;
  relations: Relations;
}

export interface Machine {
  readonly key: string;
  readonly identity: string;
  readonly role: "service" | "logger";
  state: ServiceState;
  /** What `supervise/svforge.json` last said. */
  record: ServiceState;
  lastStartAt: number;
}

type Happening<E> = E extends unknown ? Omit<E, "now"> : never;

export class SimOs {
  now = 0;
  /** The wall clock may jump; nothing but `since` may notice. */
  wallOffset = 1_800_000_000_000;
  readonly directories = new Map<string, Directory>();
  readonly machines = new Map<string, Machine>();
  readonly processes = new Map<number, Process>();
  scan: ScanState;
  exitCode: number | undefined;
  /** The story so far, for a failure's message and for scenarios. */
  readonly story: string[] = [];
  readonly #world: World;
  readonly #limits: ScanLimits;
  #agenda = new Agenda();
  #pid = 1000;

  constructor(world: World, limits: ScanLimits = { boundMs: 60_000, graceMs: 10_000 }) {
    this.#world = world;
    this.#limits = limits;
    this.scan = createScan(limits);
  }

  get wall(): number {
    return this.wallOffset + this.now;
  }

  /** Looks at the directories, as the monitor does at every change and every five seconds. */
  rescan(): void {
    const entries = [...this.directories.values()].filter((d) => !d.name.startsWith("."));
    this.tellScan({
      kind: "scanned",
      entries: entries.map((d) => ({
        ...d,
        complete: d.complete || this.#wasSupervised(d),
        stamp: `${d.complete}${d.hasLog}`,
      })),
    });
  }

  #wasSupervised({ identity }: Directory): boolean {
    return this.#inherit.has(identity) || this.#inherit.has(`${identity}/log`);
  }

  /** One control byte, if anybody listens. */
  control(key: string, letter: string): void {
    this.tell(key, { kind: "control", byte: letter.charCodeAt(0), isBare: this.#world.isBare(key) });
  }

  shutdown(exitCode = 0): void {
    this.tellScan({ kind: "shutdown", exitCode });
  }

  /** Everything that is due until then happens. */
  run(untilMs: number): void {
    for (let guard = 0; ; guard++) {
      const at = Math.min(this.#agenda.nextAt, this.#nextTick());
      if (at > untilMs) break;
      if (at > this.now) guard = 0;
      this.#must(guard < 10_000, "time stands still");
      this.now = Math.max(this.now, at);
      if (this.#agenda.nextAt <= at) this.#agenda.take()?.();
      else this.#tick();
    }
    this.now = untilMs;
  }

  /** Virtual time until the condition holds; false: it did not within the bound. */
  runUntil(condition: () => boolean, boundMs: number): boolean {
    const end = this.now + boundMs;
    while (!condition()) {
      const at = Math.min(this.#agenda.nextAt, this.#nextTick());
      if (at > end) return false;
      this.run(at);
    }
    return true;
  }

  /** The monitor is killed and started again: machines are made from what stands on disk, processes live on. */
  killMonitor(): void {
    const records = new Map([...this.machines].map(([key, machine]) => [key, machine.record]));
    this.machines.clear();
    this.scan = createScan(this.#limits);
    this.#agenda = this.#withoutAnswers();
    this.#inherit = records;
    this.#abandonHidden();
    this.rescan();
    this.#inherit = new Map();
  }

  /** A directory that went while nobody looked took its records along: no later monitor can know of its processes. */
  #abandonHidden(): void {
    const visible = new Set(
      [...this.directories.values()].filter((d) => !d.name.startsWith(".")).map((d) => d.identity),
    );
    for (const process of this.processes.values())
      if (!visible.has(process.of.replace("/log", ""))) process.alive = false;
  }

  #inherit: ReadonlyMap<string, ServiceState> = new Map();

  /** Only processes outlive a monitor; answers and jobs it waited for do not. */
  #withoutAnswers(): Agenda {
    const agenda = new Agenda();
    for (const process of this.processes.values()) if (process.alive) this.#planEnd(process, agenda);
    return agenda;
  }

  tell(key: string, event: Happening<ServiceEvent>): void {
    const machine = this.machines.get(key);
    if (machine === undefined) return;
    const { state, effects } = step(machine.state, { ...event, now: this.now } as ServiceEvent);
    machine.state = state;
    this.#checkState(machine);
    for (const effect of effects) this.#perform(machine, effect);
  }

  tellScan(event: Happening<ScanEvent>): void {
    const { state, effects } = scanStep(this.scan, { ...event, now: this.now } as ScanEvent);
    this.scan = state;
    for (const effect of effects) this.#obey(effect);
  }

  /** Processes of one machine. */
  living(key: string): Process[] {
    return [...this.processes.values()].filter((p) => p.alive && p.of === key);
  }

  #nextTick(): number {
    let at = nextScanDeadline(this.scan);
    for (const machine of this.machines.values()) at = Math.min(at, nextDeadline(machine.state));
    return at;
  }

  #tick(): void {
    if (nextScanDeadline(this.scan) <= this.now) this.tellScan({ kind: "tick" });
    for (const [key, machine] of this.machines) {
      if (nextDeadline(machine.state) <= this.now) this.tell(key, { kind: "tick" });
    }
  }

  #perform(machine: Machine, effect: ServiceEffect): void {
    const { key } = machine;
    switch (effect.kind) {
      case "status":
        machine.record = machine.state;
        return;
      case "spawn":
        this.#spawn(machine, effect.program, effect.args);
        return;
      case "signal":
        this.#signal(key, effect);
        return;
      case "job":
        this.#job(key, effect.job, effect.starts);
        return;
      case "check-group":
        this.#later(() =>
          this.tell(key, { kind: "group", pid: effect.pid, alive: this.#groupAlive(effect.pid) }),
        );
        return;
      case "level":
        if (machine.role === "service")
          this.tellScan({ kind: "level", identity: machine.identity, level: levelOf(machine.state) });
        return;
      case "report":
        this.story.push(`${key} (${effect.report.what})`);
        return;
      case "give-up":
        this.shutdown(1);
        return;
      case "main-ended":
        this.shutdown((effect.status ?? 0) >> 8);
        return;
      case "exit":
        this.#end(machine);
    }
  }

  #end(machine: Machine): void {
    const { key, identity, role, state } = machine;
    this.#must(this.living(key).length === 0, `${key}: supervision ended, its process lives`);
    this.#must(nextDeadline(state) === Infinity, `${key}: supervision ended, a deadline is armed`);
    this.machines.delete(key);
    this.tellScan({ kind: "ended", identity, role, operatorDown: state.operatorDown });
  }

  #obey(effect: ScanEffect): void {
    switch (effect.kind) {
      case "supervise":
        this.#supervise(effect);
        return;
      case "remove":
        this.tell(effect.identity, { kind: "remove", graceMs: effect.graceMs });
        return;
      case "drain":
        this.#drain(effect.identity, effect.graceMs);
        return;
      case "kill":
        this.tell(effect.identity, { kind: "kill" });
        this.tell(`${effect.identity}/log`, { kind: "kill" });
        return;
      case "rename":
        this.story.push(`rename ${effect.from} ${effect.to}`);
        return;
      case "dependencies":
        this.tell(effect.identity, { kind: "dependencies", verdict: effect.verdict, stop: effect.stop });
        return;
      case "restart":
      case "pull":
        this.tell(effect.identity, { kind: effect.kind });
        return;
      case "report":
        this.story.push(`scan (${effect.report.what})`);
        return;
      case "exit":
        this.exitCode = effect.code;
    }
  }

  #supervise(effect: Extract<ScanEffect, { kind: "supervise" }>): void {
    const { identity, role, down } = effect;
    const directory = [...this.directories.values()].find((d) => d.identity === identity);
    if (directory === undefined) return;
    const key = role === "logger" ? `${identity}/log` : identity;
    this.#must(!this.machines.has(key), `${key}: supervised twice`);
    const oneshot = role === "service" && directory.definition.oneshot;
    const definition = { ...directory.definition, role, oneshot };
    const inherited = this.#inherit.get(key);
    const left = inherited === undefined ? undefined : leftBehind(inherited);
    const initial = down ? ({ want: "down", operatorDown: true } as const) : left;
    const state = createService(definition, this.#pid, initial);
    const lastStartAt = this.living(key)[0]?.startedAt ?? -Infinity;
    this.machines.set(key, { key, identity, role, state, record: state, lastStartAt });
    if (role === "service") this.tellScan({ kind: "related", identity, relations: directory.relations });
    this.#begin(key, inherited);
  }

  #begin(key: string, record: ServiceState | undefined): void {
    const process = this.living(key)[0];
    const isDone = record?.phase === "done";
    if (record === undefined || (process === undefined && !isDone)) {
      this.tell(key, { kind: "begin" });
      return;
    }
    this.tell(key, {
      kind: "adopted",
      pid: isDone ? 0 : (process?.pid ?? 0),
      program: process?.program ?? "run",
      startedAt: process?.startedAt ?? this.now,
      since: record.since,
      want: record.want,
      operatorDown: record.operatorDown,
      paused: record.paused,
      gotTerm: record.gotTerm,
      ready: record.ready,
      isHeard: false,
    });
  }

  /** The end of a logger's input: one that runs reads what is left and exits. */
  #drain(identity: string, graceMs: number): void {
    const key = `${identity}/log`;
    this.tell(key, { kind: "drain", graceMs });
    for (const process of this.living(key))
      if (process.life.obeysMs !== Infinity) this.#endLater(process, process.life.obeysMs, 0);
  }

  #spawn(machine: Machine, program: Program, args: readonly string[]): void {
    const { key } = machine;
    this.#must(this.living(key).length === 0, `${key}: ${program} started beside a living process`);
    if (program === "run") {
      this.#must(this.now - machine.lastStartAt >= 1000, `${key}: two starts within a second`);
      machine.lastStartAt = this.now;
    }
    const life = this.#world.spawn(machine.state.definition, program);
    if (typeof life === "string") {
      this.story.push(`${key} (${program} ${life})`);
      this.#later(() => this.tell(key, { kind: "spawn-failed", program, reason: life, wall: this.wall }));
      return;
    }
    this.story.push(`${key} ${[program, ...args].join(" ")}`);
    const process: Process = {
      pid: ++this.#pid,
      of: key,
      program,
      life,
      startedAt: this.now,
      startedWall: this.wall,
      alive: true,
      groupUntil: Infinity,
      paused: false,
      pending: undefined,
    };
    this.processes.set(process.pid, process);
    this.tell(key, { kind: "spawned", program, pid: process.pid, wall: this.wall });
    if (process.alive) this.#planEnd(process, this.#agenda);
    if (life.readyMs !== Infinity && program === "run")
      this.#agenda.arrange(this.now + life.readyMs, () => this.#sayReady(process));
  }

  #sayReady(process: Process): void {
    if (process.alive) this.tell(process.of, { kind: "ready", pid: process.pid });
  }

  #planEnd(process: Process, agenda: Agenda): void {
    if (process.life.lastsMs === Infinity) return;
    const at = Math.max(this.now, process.startedAt + process.life.lastsMs);
    agenda.arrange(at, () => this.endProcess(process, statusOfEnd(process.life.ends)));
  }

  #endLater(process: Process, afterMs: number, status: number): void {
    this.#agenda.arrange(this.now + afterMs, () => this.endProcess(process, status));
  }

  /** A process ends now; its machine hears of it soon. */
  endProcess(process: Process, status: number): void {
    if (!process.alive) return;
    process.alive = false;
    process.groupUntil = this.now + process.life.leavesMs;
    this.#later(() => {
      this.processes.delete(process.pid);
      const groupAlive = process.groupUntil > this.now;
      if (groupAlive) this.#groups.set(process.pid, process.groupUntil);
      const isBare = this.#world.isBare(process.of);
      this.tell(process.of, {
        kind: "exited",
        pid: process.pid,
        status,
        groupAlive,
        isBare,
        wall: this.wall,
      });
    });
  }

  readonly #groups = new Map<number, number>();

  #groupAlive(pid: number): boolean {
    return (this.#groups.get(pid) ?? 0) > this.now;
  }

  #signal(key: string, effect: Extract<ServiceEffect, { kind: "signal" }>): void {
    this.story.push(`${key} ${effect.signal}`);
    if (effect.group && effect.signal === "KILL") this.#groups.delete(effect.pid);
    const process = this.processes.get(effect.pid);
    if (process === undefined || !process.alive) return;
    this.#must(process.of === key, `${key}: signals somebody else's process`);
    const end = reaction(process, effect.signal);
    if (end !== undefined) this.#endLater(process, end.afterMs, end.status);
  }

  #job(key: string, job: Job, starts: number): void {
    const { ok, afterMs } = this.#world.job(key, job);
    const answer = (): void => this.tell(key, { kind: "job-ended", job, starts, ok });
    if (afterMs === 0) answer();
    else this.#agenda.arrange(this.now + afterMs, answer);
  }

  #later(act: () => void): void {
    this.#agenda.arrange(this.now + this.#world.delayMs(), act);
  }

  #checkState({ key, state }: Machine): void {
    const isIdle = state.phase === "down" || state.phase === "done" || state.phase === "exited";
    if (isIdle) this.#must(nextDeadline(state) === Infinity, `${key}: ${state.phase} with a deadline armed`);
    if (isIdle) this.#must(state.pid === 0, `${key}: ${state.phase} with a process`);
  }

  #must(holds: boolean, what: string): void {
    if (!holds) throw new Error(`${what} (t=${this.now})\n${this.story.slice(-25).join("\n")}`);
  }
}

/** What the next monitor takes over of a directory without a process. */
function leftBehind(record: ServiceState): Inheritance | undefined {
  if (record.want === "up" || record.failed === "cycle") return undefined;
  return { want: "down", operatorDown: record.operatorDown };
}
