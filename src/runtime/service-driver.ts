/**
 * Performs what the machine of one directory asks for, and tells the machine what came of it. Decides nothing: what
 * may run when is for `supervise/service-step.ts` to say.
 */
import { monotonicMs, wallClockMs } from "../os/clock.ts";
import { kill } from "../os/libc.ts";
import { codeOf, reasonOf } from "../os/os-error.ts";
import { FINISH, RUN } from "../protocol/names.ts";
import { SIGNALS } from "../protocol/signals.ts";
import { encodeRecord, type StateRecord, saysTheSame } from "../protocol/state-record.ts";
import { encodeStatus, isSameStatus, pidText, type Status, statText } from "../protocol/status.ts";
import { createService, type Inheritance } from "../supervise/create-service.ts";
import { adoptionFrom } from "../supervise/inheritance.ts";
import { restartsAtOnce } from "../supervise/restart-at-once.ts";
import type { Program, ServiceEffect, ServiceEvent, ServiceState } from "../supervise/service-state.ts";
import { step } from "../supervise/service-step.ts";
import { levelOf, nextDeadline, statusOf } from "../supervise/service-view.ts";
import { signalAtOnce } from "../supervise/signal-at-once.ts";
import { isGroupAlive, type OnEnd } from "./children.ts";
import type { Declared } from "./declared.ts";
import type { DirectoryOrder } from "./directory-order.ts";
import { HostedLogger } from "./hosted-logger.ts";
import { runJob } from "./jobs.ts";
import { type Launched, launch } from "./launch.ts";
import { sentenceOf } from "./messages.ts";
import type { Owner } from "./owner.ts";
import { prepareReadiness, type Readiness, type ReadinessEvents, resumeReadiness } from "./readiness.ts";
import { ProcessMemory, recordOf } from "./record.ts";
import { Timer } from "./timer.ts";

/** A status that could not be written (a full disk) is written when it can be. */
const STATUS_RETRY_MS = 2000;

/** An event as the driver takes it: the time is added here. */
export type Happening = ServiceEvent extends infer E ? (E extends unknown ? Omit<E, "now"> : never) : never;

export class ServiceDriver {
  readonly directory: DirectoryOrder;
  readonly #owner: Owner;
  readonly #timer: Timer;
  #statusRetry: Timer | undefined;
  readonly #queue: Happening[] = [];
  readonly #process = new ProcessMemory();
  /** When supervision began: the time a status shows before the first start. */
  readonly #bornWall = wallClockMs();
  #declared: Declared;
  #state: ServiceState;
  #busy = false;
  /** The directory has just been seen to be as it was read. */
  #isAsRead = false;
  /** What the step to come will ask for, started already. */
  #ahead: Launched | undefined;
  /** The same, sent already. */
  #sent: string | undefined;
  #statusDue = false;
  #levelDue = false;
  #written = false;
  /** What readers have seen last; undefined: not surely anything. */
  #told: { readonly record: StateRecord; readonly status: Status } | undefined;
  #draining: { readonly isLast: boolean } | undefined;
  #hosted: HostedLogger | undefined;
  #readiness: Readiness | undefined;
  #text = "";

  constructor(directory: DirectoryOrder, declared: Declared, owner: Owner, inherited?: Inheritance) {
    this.directory = directory;
    this.#owner = owner;
    this.#declared = declared;
    this.#state = createService(declared.definition, directory.seed, inherited);
    this.#timer = new Timer(() => this.deliver({ kind: "tick" }));
  }

  get #readyPipe(): string {
    return this.#readiness?.pipe ?? "";
  }

  get #listener(): ReadinessEvents {
    const onReady = (): void => this.deliver({ kind: "ready", pid: this.#process.pid });
    return { onReady, onText: (text) => this.#say(text) };
  }

  get state(): ServiceState {
    return this.#state;
  }

  get declared(): Declared {
    return this.#declared;
  }

  /** The directory's files were read again; a running process keeps what it was started with. */
  redefine(declared: Declared): void {
    const { log } = declared.json;
    if (log !== undefined && JSON.stringify(log) !== JSON.stringify(this.#declared.json.log))
      this.#hosted?.reconfigure(log);
    this.#declared = declared;
    this.deliver({ kind: "defined", definition: declared.definition });
  }

  /**
   * Hands the machine an event and does everything that follows before it returns, except what takes time. An event
   * that comes up meanwhile waits its turn.
   */
  deliver(event: Happening): void {
    this.#queue.push(event);
    if (this.#busy) return;
    this.#busy = true;
    try {
      for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) this.#step(next);
      // Gives back what the array had room for.
      this.#queue.length = 0;
    } finally {
      this.#busy = false;
    }
    this.#tell();
    this.#timer.set(nextDeadline(this.#state));
  }

  /** A control byte. What is surely but a signal is sent before anything else is done. */
  obey(byte: number): void {
    const isBare = this.directory.isBare();
    this.#sent = isBare && !this.#busy ? signalAtOnce(this.#state, byte) : undefined;
    if (this.#sent !== undefined) this.#signal(this.#state.pid, this.#sent, false);
    this.deliver({ kind: "control", byte, isBare });
  }

  /** Closes a logger's input, `isLast`: for good. It ends with it; until it has the pipe, only we keep what is in that. */
  drain(graceMs: number, isLast: boolean): void {
    this.#draining = { isLast };
    if (this.#state.phase === "up" && this.#hosted === undefined) this.directory.pipe()?.close();
    this.deliver({ kind: "drain", graceMs });
    this.#hosted?.close(isLast);
  }

  /** Readers of `status` first, then those who wait: nobody acts on what cannot be seen yet. */
  #tell(): void {
    if (this.#statusDue) this.writeStatus();
    if (!this.#levelDue) return;
    this.#levelDue = false;
    this.#owner.levelChanged(this);
  }

  /** Before anybody can listen there must be a status, also of a directory in which nothing has happened yet. */
  writeFirstStatus(): void {
    if (!this.#written) this.writeStatus();
  }

  /** Goes on with a process of an earlier monitor. `watch` must route its end; false: it is gone after all. */
  adopt(record: StateRecord, watch: (onEnd: OnEnd) => boolean): boolean {
    if (!watch((status) => this.#exited(record.pid, status))) return false;
    this.#process.started(record.pid, record.definition, record.start);
    this.#text = record.text;
    if (record.program === RUN && this.directory.role === "service")
      this.#readiness = resumeReadiness(this.#declared, this.directory.notifyPath, record, this.#listener);
    const isHeard = this.#readyPipe !== "";
    this.deliver(adoptionFrom(record, { now: monotonicMs(), wall: wallClockMs() }, isHeard));
    return true;
  }

  /**
   * Writes everything a reader may want to know; the record first, so that what `status` shows survives this process.
   * A directory that is gone has no readers.
   */
  writeStatus(): void {
    this.#statusDue = false;
    this.#written = true;
    const { folder, identity, host } = this.directory;
    const shown = statusOf(this.#state);
    const status = shown.since === 0 ? { ...shown, since: this.#bornWall } : shown;
    try {
      const record = recordOf(this.#state, this.#process, {
        waitingFor: this.#owner.waitingFor(this),
        text: this.#text,
        readyPipe: this.#readyPipe,
      });
      // A start that fails every second tells nobody anything new: no disk is worn out for the count of tries (8.18).
      const before = this.#told;
      if (before && isSameStatus(before.status, status) && saysTheSame(before.record, record)) return;
      this.#told = undefined;
      folder.writeRecord(encodeRecord(record));
      folder.writeStatus(encodeStatus(status), statText(status, this.#state.exiting), pidText(status));
      this.#told = { record, status };
      host.reporter.over(`${identity} status`);
      this.#statusRetry?.set(Infinity);
    } catch (error) {
      if (codeOf(error) === "ENOENT") return;
      this.#statusRetry ??= new Timer(() => this.writeStatus());
      this.#statusRetry.set(monotonicMs() + STATUS_RETRY_MS);
      host.reporter.once(
        `${identity} status`,
        `warning: unable to write the status of ${this.directory.name()}: ${reasonOf(error)}`,
      );
    }
  }

  /** To files that somebody has removed. */
  writeAgain(): void {
    this.#told = undefined;
    this.writeStatus();
  }

  /** The time is added to the event itself: V8 is slow to copy what comes in many shapes. */
  #step(event: Happening & { now?: number }): void {
    event.now = monotonicMs();
    const { state, effects } = step(this.#state, event as ServiceEvent);
    this.#state = state;
    for (const effect of effects) this.#perform(effect);
  }

  #perform(effect: ServiceEffect): void {
    const { host, identity } = this.directory;
    switch (effect.kind) {
      case "status":
        this.#statusDue = true;
        return;
      case "spawn":
        this.#start(effect.program, effect.args);
        return;
      case "signal":
        if (this.#sent === undefined) this.#signal(effect.pid, effect.signal, effect.group);
        this.#sent = undefined;
        return;
      case "job":
        this.#runJob(effect);
        return;
      case "check-group":
        this.deliver({ kind: "group", pid: effect.pid, alive: isGroupAlive(effect.pid) });
        return;
      case "level":
        this.#levelDue = true;
        return;
      case "report":
        host.reporter.once(
          `${identity} ${effect.report.what}`,
          sentenceOf(this.directory.name(), effect.report),
        );
        return;
      case "give-up":
        this.#owner.gaveUp(this);
        return;
      case "main-ended":
        this.#owner.mainEnded(this, effect.status);
        return;
      case "exit":
        this.#end();
        return;
    }
  }

  #runJob(effect: Extract<ServiceEffect, { kind: "job" }>): void {
    const { job, starts, limitMs } = effect;
    runJob(this.directory, this.#declared.json, {
      job,
      limitMs,
      mainPid: this.#state.pid,
      onEnd: (ok) => this.deliver({ kind: "job-ended", job, starts, ok }),
    });
  }

  #start(program: Program, args: readonly string[]): void {
    if (program === RUN && !this.#isAsRead) this.directory.refresh();
    if (program === RUN) this.#text = "";
    if (program === RUN && this.#declared.json.log !== undefined) this.#startHosted();
    else if (program === FINISH && !this.directory.has(FINISH)) {
      this.#failed(program, "missing");
    } else this.#startProcess(program, args);
  }

  #startProcess(program: Program, args: readonly string[]): void {
    let launched: Launched;
    try {
      launched = this.#ahead ?? this.#launch(program, args);
    } catch (error) {
      this.#startFailed(program, error);
      return;
    }
    this.#ahead = undefined;
    const { pid, readiness } = launched;
    this.#process.started(pid, this.#declared.hash);
    this.directory.host.children.expect(pid, (status) => this.#exited(pid, status));
    if (program === RUN) this.#readiness = readiness;
    if (this.#draining) this.directory.pipe()?.close();
    readiness?.started(pid);
    this.directory.host.reporter.over(`${this.directory.identity} ${program}`);
    this.deliver({ kind: "spawned", program, pid, wall: wallClockMs() });
  }

  #launch(program: Program, args: readonly string[]): Launched {
    const { directory } = this;
    if (program !== RUN || directory.role !== "service") return launch(directory, program, args, undefined);
    const readiness = prepareReadiness(this.#declared, directory.notifyPath, this.#listener);
    return launch(directory, program, args, readiness);
  }

  /** A start that fails is tried again by the step, which then hears why. */
  #launchAhead(pid: number): Launched | undefined {
    if (this.#busy || this.#declared.json.log !== undefined) return undefined;
    if (!restartsAtOnce(this.#state, pid, monotonicMs())) return undefined;
    try {
      return this.#launch(RUN, []);
    } catch {
      return undefined;
    }
  }

  #startFailed(program: Program, error: unknown): void {
    const code = codeOf(error);
    const { host, identity } = this.directory;
    if (["EAGAIN", "ENOMEM", "EMFILE", "ENFILE"].includes(code)) {
      host.reporter.once(`${identity} ${program}`, this.#unableToStart(program, reasonOf(error)));
      this.#failed(program, "fork");
      return;
    }
    const missing = code === "ENOENT" && !this.directory.has(program);
    const why = code === "ENOENT" && !missing ? "its interpreter does not exist" : reasonOf(error);
    host.reporter.once(`${identity} ${program}`, this.#unableToStart(program, why));
    this.#failed(program, missing ? "missing" : "exec");
  }

  #unableToStart(program: Program, why: string): string {
    return `fatal: unable to start ${this.directory.name()}/${program}: ${why}`;
  }

  #failed(program: Program, reason: "missing" | "exec" | "fork"): void {
    this.deliver({ kind: "spawn-failed", program, reason, wall: wallClockMs() });
  }

  #startHosted(): void {
    const policy = this.#declared.json.log;
    const pipe = this.directory.pipe();
    if (policy === undefined || pipe === undefined) {
      this.#failed(RUN, "exec");
      return;
    }
    this.#hosted = new HostedLogger(this.directory, policy, pipe, () => {
      this.#hosted = undefined;
      this.#exited(process.pid, 0);
    });
    this.#process.started(process.pid, this.#declared.hash);
    this.deliver({ kind: "spawned", program: RUN, pid: process.pid, wall: wallClockMs() });
    if (this.#draining !== undefined) this.#hosted.close(this.#draining.isLast);
  }

  #exited(pid: number, status: number | null): void {
    if (pid === this.#process.pid) this.#readiness?.close();
    this.#readiness = undefined;
    const isBare = this.directory.isBare();
    if (isBare) this.#ahead = this.#launchAhead(pid);
    const groupAlive = this.#declared.definition.stop.group && pid !== process.pid && this.#isGroupAlive(pid);
    this.#isAsRead = isBare;
    this.deliver({ kind: "exited", pid, status, groupAlive, isBare, wall: wallClockMs() });
    this.#isAsRead = false;
    if (!isBare) this.directory.learn();
  }

  /** Of one whose end is being told: it counts as a member until it is let go of. */
  #isGroupAlive(pid: number): boolean {
    this.directory.host.children.letGo();
    return isGroupAlive(pid);
  }

  #signal(pid: number, name: string, group: boolean): void {
    if (this.#hosted !== undefined) {
      this.#hosted.signal(name);
      return;
    }
    try {
      kill(group ? -pid : pid, SIGNALS[name] ?? 0);
    } catch (error) {
      this.directory.host.reporter.once(
        `${this.directory.identity} signal`,
        `warning: unable to send ${name} to ${this.directory.name()} (pid ${pid}): ${reasonOf(error)}`,
      );
    }
  }

  #say(text: string): void {
    this.#text = text;
    this.writeStatus();
  }

  #end(): void {
    this.#statusDue = true;
    this.#tell();
    this.#timer.set(Infinity);
    this.#statusRetry?.set(Infinity);
    this.#readiness?.close();
    this.directory.folder.close();
    this.#owner.ended(this);
  }

  /** Level as others see it. */
  get level(): ReturnType<typeof levelOf> {
    return levelOf(this.#state);
  }
}
