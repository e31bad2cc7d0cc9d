/**
 * A machine on the bench: events in by short words, effects out as short texts. Stands in for the driver: `spawn` is
 * answered with a process at once, control scripts do not exist unless said otherwise.
 */
import { type DirectoryFiles, defineService } from "../../src/supervise/define-service.ts";
import type {
  Job,
  ServiceDefinition,
  ServiceEffect,
  ServiceEvent,
  ServiceState,
} from "../../src/supervise/service-state.ts";
import { createService, nextDeadline, step } from "../../src/supervise/service-step.ts";

type Happening = ServiceEvent extends infer E ? (E extends unknown ? Omit<E, "now"> : never) : never;

/** A definition as a directory with nothing but `run` has it, changed where the test says so. */
export function define(
  change: Partial<ServiceDefinition> = {},
  files: Partial<DirectoryFiles> = {},
): ServiceDefinition {
  const base = defineService({ name: "web", role: "service", down: false, json: {}, ...files }).definition;
  return { ...base, ...change };
}

export class Bench {
  state: ServiceState;
  now = 1_000_000;
  trace: string[] = [];
  /** Letters whose control script exists and takes over. */
  handled = "";
  /** Letters whose control script is still running when asked. */
  slow = "";
  /** How `spawn` is answered. */
  run: "spawned" | "missing" | "exec" | "fork" | "later" = "spawned";
  finish: "spawned" | "missing" | "exec" | "fork" | "later" = "missing";
  #pid = 100;

  constructor(definition: ServiceDefinition = define()) {
    this.state = createService(definition, 1);
  }

  get wall(): number {
    return this.now + 5_000_000;
  }

  /** Delivers one event and performs what follows. */
  do(event: Happening): this {
    const { state, effects } = step(this.state, { ...event, now: this.now } as ServiceEvent);
    this.state = state;
    for (const effect of effects) this.#perform(effect);
    return this;
  }

  begin(): this {
    return this.do({ kind: "begin" });
  }

  /** Control bytes, one after the other. */
  svc(letters: string, isBare = false): this {
    for (const letter of letters) this.do({ kind: "control", byte: letter.charCodeAt(0), isBare });
    return this;
  }

  /** The process ends with an exit code, or by a signal when negative. */
  exit(code: number | null, { groupAlive = false, isBare = false } = {}): this {
    const status = code === null ? null : code < 0 ? -code : code << 8;
    return this.do({ kind: "exited", pid: this.state.pid, status, groupAlive, isBare, wall: this.wall });
  }

  job(job: Job, ok: boolean): this {
    return this.do({ kind: "job-ended", job, starts: this.state.starts, ok });
  }

  /** Time passes; deadlines are met as they come. */
  pass(ms: number): this {
    const end = this.now + ms;
    for (let guard = 0; guard < 10_000; guard++) {
      const at = nextDeadline(this.state);
      if (at > end) break;
      this.now = Math.max(this.now, at);
      this.do({ kind: "tick" });
    }
    this.now = end;
    return this;
  }

  /** What happened since the last look, without the writing of records. */
  take(): string {
    const text = this.trace.filter((t) => t !== "status" && t !== "level").join(", ");
    this.trace = [];
    return text;
  }

  #perform(effect: ServiceEffect): void {
    switch (effect.kind) {
      case "spawn":
        this.trace.push([effect.program, ...effect.args].join(" "));
        this.#answer(effect.program);
        return;
      case "signal":
        this.trace.push(`${effect.signal}${effect.group ? " group" : ""}`);
        return;
      case "job":
        this.#runJob(effect.job);
        return;
      case "report":
        this.trace.push(`(${effect.report.what})`);
        return;
      case "main-ended":
        this.trace.push(`main-ended ${effect.status}`);
        return;
      default:
        this.trace.push(effect.kind);
    }
  }

  #answer(program: "run" | "finish"): void {
    const how = program === "run" ? this.run : this.finish;
    if (how === "later") return;
    if (how === "spawned") this.do({ kind: "spawned", program, pid: ++this.#pid, wall: this.wall });
    else this.do({ kind: "spawn-failed", program, reason: how, wall: this.wall });
  }

  #runJob(job: Job): void {
    const letter = job.startsWith("control/") ? job.slice(8) : "";
    const isKnown = letter === "" || this.handled.includes(letter) || this.slow.includes(letter);
    if (isKnown) this.trace.push(job);
    if (letter !== "" && !this.slow.includes(letter)) this.job(job, this.handled.includes(letter));
  }
}

/** Begun and up. */
export function running(change: Partial<ServiceDefinition> = {}): Bench {
  const bench = new Bench(define(change)).begin();
  bench.take();
  return bench;
}
