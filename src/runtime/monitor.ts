/**
 * Supervises a scan directory: performs what `supervise/scan-step.ts` asks for and tells it what the directory and the
 * drivers say. One queue, one thing at a time: whatever comes up while something is being done waits its turn.
 */
import { stamped } from "../os/clock.ts";
import { codeOf, reasonOf } from "../os/os-error.ts";
import type { FoundDirectory } from "../os/service-directory.ts";
import { startFromThread } from "../os/spawn.ts";
import { waitsFor } from "../supervise/dependencies.ts";
import type { ScanEffect, ScanEvent, ScanState } from "../supervise/scan-state.ts";
import { createScan, nextScanDeadline, scanStep } from "../supervise/scan-step.ts";
import { shellCodeOf } from "../supervise/wait-status.ts";
import { NONE, relationsOf } from "./declared.ts";
import { shortageOf } from "./descriptor-room.ts";
import type { Role } from "./directory-order.ts";
import { Ending } from "./ending.ts";
import type { Host } from "./host.ts";
import { scanSentenceOf } from "./messages.ts";
import type { Owner } from "./owner.ts";
import { piecemeal } from "./piecemeal.ts";
import { type Look, ScanLook } from "./scan-look.ts";
import type { ServiceDriver } from "./service-driver.ts";
import { Timer } from "./timer.ts";
import { Unit } from "./unit.ts";

/** A scan event as the monitor takes it: the time is added here. */
type Happening = ScanEvent extends infer E ? (E extends unknown ? Omit<E, "now"> : never) : never;

/** So much waiting to be done is a bring-up of many services. */
const MANY = 500;

/** From so many services on, a thread with few descriptors is worth its memory; from so many, at the bring-up already. */
const SEVERAL = 20;
const MANY_OPEN = 200;

/** A directory that could not be taken (locked, no descriptors left) is tried again. */
const RETRY_MS = 5000;

const PATIENT_AT_ONCE = 20;

export class Monitor implements Owner {
  readonly ending: Ending = new Ending();
  readonly #scanDirectory: string;
  readonly #host: Host;
  readonly #onEnd: (code: number) => void;
  readonly #look: ScanLook;
  readonly #units = new Map<string, Unit>();
  readonly #retries = new Map<string, NodeJS.Timeout>();
  readonly #queue: (() => void)[] = [];
  /**
   * Services to be taken, one after the other with all that follows from each: a process that starts closes what we have
   * open by then, so the first of a thousand should not find the directories of all.
   */
  readonly #starting: (() => void)[] = [];
  /** What can wait until nothing else is to be done: loggers and listening, so that services start first. */
  readonly #patient: (() => void)[] = [];
  #patientDue = false;
  readonly #timer = new Timer(() => this.#tell({ kind: "tick" }));
  #state: ScanState = createScan();
  #busy = false;

  /** `onEnd`: everything has ended, the process may leave with this code. */
  constructor(scanDirectory: string, host: Host, onEnd: (code: number) => void) {
    this.#scanDirectory = scanDirectory;
    this.#host = host;
    this.#onEnd = onEnd;
    this.#look = new ScanLook(scanDirectory, host.reporter, (name) => this.#state.names.has(name));
  }

  /** Looks at the scan directory. One that cannot be read now is read later; what runs goes on. */
  rescan(): void {
    const look = this.#look.atOnce();
    if (look !== undefined) this.#take(look);
  }

  /** As `rescan`, in pieces and with time between them, for when nothing has been heard of a change. `then`: it is done. */
  rescanInPieces(then: () => void): void {
    this.#look.inPieces((look) => {
      this.#take(look);
      then();
    });
  }

  #take(look: Look): void {
    const held = [...this.#units.values()];
    this.#sayWhatFits(look.entries);
    this.#tell({ kind: "scanned", entries: look.entries });
    piecemeal(held, (unit) => this.#later(() => this.#refresh(unit, look)));
  }

  #sayWhatFits(found: readonly FoundDirectory[]): void {
    const shortage = shortageOf(found, this.#host.surroundings.ownOpenFiles.hard);
    if (shortage === undefined) this.#host.reporter.over("room");
    else this.#host.reporter.once("room", `warning: ${shortage}`);
  }

  /** Stops everything in order, then `onEnd`. A second call, an operator's, kills what is left. */
  shutdown(exitCode: number): void {
    if (!this.ending.begin(exitCode)) return;
    this.#host.children.allWillEnd();
    this.#tell({ kind: "shutdown", exitCode });
  }

  /** Everything a successor needs is on disk after this. */
  writeAll(): void {
    for (const unit of this.#units.values()) {
      unit.service?.writeStatus();
      unit.logger?.writeStatus();
    }
  }

  /** Whether some entry is still being filled, and which: these are watched closely. */
  get settling(): readonly string[] {
    return [...this.#state.entries.values()].filter((e) => e.stage === "settling").map((e) => e.name);
  }

  /** What must stay open through an in-place upgrade, lest a pipe without a service lose its content. */
  pipeDescriptors(): readonly number[] {
    return [...this.#units.values()].flatMap((unit) => unit.pipeDescriptor ?? []);
  }

  pipeOf(service: string): string | undefined {
    const identity = this.#state.names.get(service);
    return identity === undefined ? undefined : this.#units.get(identity)?.pipePath;
  }

  levelChanged(driver: ServiceDriver): void {
    if (driver.directory.role === "logger") return;
    this.#tell({ kind: "level", identity: driver.directory.identity, level: driver.level });
  }

  redefined(driver: ServiceDriver): void {
    const unit = this.#unitOf(driver);
    if (unit !== undefined) this.#relate(unit);
  }

  gaveUp(_driver: ServiceDriver): void {
    if (!this.ending.hasBegun) this.shutdown(1);
  }

  mainEnded(_driver: ServiceDriver, status: number | null): void {
    if (!this.ending.hasBegun) this.shutdown(shellCodeOf(status));
  }

  waitingFor(driver: ServiceDriver): readonly string[] {
    return driver.state.phase === "blocked" ? waitsFor(this.#state, driver.directory.identity) : NONE;
  }

  ended(driver: ServiceDriver): void {
    const { role } = driver.directory;
    const unit = this.#unitOf(driver);
    if (unit === undefined) return;
    if (role === "logger") unit.logger = undefined;
    else unit.service = undefined;
    this.#tell({
      kind: "ended",
      identity: unit.identity,
      role,
      operatorDown: driver.state.operatorDown,
    });
    this.#later(() => this.#releaseUnused(unit));
  }

  #unitOf(driver: ServiceDriver): Unit | undefined {
    return this.#units.get(driver.directory.identity.replace(/\/log$/, ""));
  }

  #releaseUnused(unit: Unit): void {
    if (unit.service !== undefined || unit.logger !== undefined) return;
    if (this.#units.get(unit.identity) !== unit) return;
    this.#units.delete(unit.identity);
    unit.close();
  }

  #tell(event: Happening): void {
    this.#later(() => {
      const { state, effects } = scanStep(this.#state, stamped(event) as ScanEvent);
      this.#state = state;
      for (const effect of effects) this.#perform(effect);
    });
  }

  #later(action: () => void): void {
    this.#queue.push(action);
    if (this.#busy) return;
    this.#busy = true;
    try {
      for (let next = this.#next(); next !== undefined; next = this.#next()) next();
    } finally {
      this.#busy = false;
    }
    this.#timer.set(nextScanDeadline(this.#state));
    if (this.#units.size >= SEVERAL && this.#patient.length === 0) startFromThread(false);
    this.#attendPatient();
  }

  #next(): (() => void) | undefined {
    return this.#queue.shift() ?? this.#starting.shift();
  }

  /** Some at a time: signals, ends of children and control bytes come between. */
  #attendPatient(): void {
    if (this.#patientDue || this.#patient.length === 0) return;
    this.#patientDue = true;
    setImmediate(() => {
      this.#patientDue = false;
      for (const action of this.#patient.splice(0, PATIENT_AT_ONCE)) this.#later(action);
      this.#attendPatient();
    });
  }

  #perform(effect: ScanEffect): void {
    switch (effect.kind) {
      case "supervise":
        if (effect.role === "service") this.#starting.push(() => this.#supervise(effect));
        else this.#patient.push(() => this.#supervise(effect));
        // Before they are opened: the thread then has little to close, and is there after a few dozen of a thousand.
        if (this.#units.size + this.#starting.length >= MANY_OPEN) startFromThread(true);
        return;
      case "remove":
        this.#remove(effect.identity, effect.graceMs);
        return;
      case "drain":
        this.#drain(effect.identity, effect.graceMs);
        return;
      case "kill":
        for (const role of ["service", "logger"] as const)
          this.#units.get(effect.identity)?.driver(role)?.deliver({ kind: "kill" });
        return;
      case "rename":
        this.#rename(effect.identity, effect.to);
        return;
      case "dependencies":
        this.#units.get(effect.identity)?.service?.deliver(effect);
        return;
      case "restart":
      case "pull":
        this.#units.get(effect.identity)?.service?.deliver({ kind: effect.kind });
        return;
      case "report":
        this.#host.reporter.once(JSON.stringify(effect.report), scanSentenceOf(effect.report));
        return;
      case "exit":
        this.#onEnd(effect.code);
        return;
    }
  }

  #supervise(effect: Extract<ScanEffect, { kind: "supervise" }>): void {
    const { identity, role } = effect;
    if (!this.#isAwaited(identity, role)) return;
    try {
      const unit = this.#units.get(identity) ?? this.#hold(effect);
      if (unit === undefined || unit.driver(role) !== undefined) return;
      if (!unit.open(role, effect.down)) {
        this.#retry(effect, "somebody else supervises it (holds supervise/lock)");
        return;
      }
      this.#host.reporter.over(`${identity} ${role} supervise`);
      if (role === "service") this.#relate(unit);
      this.#later(() => this.#begin(unit, role));
    } catch (error) {
      this.#retry(effect, reasonOf(error));
    }
  }

  /** A shutdown or a removal may have come between. */
  #isAwaited(identity: string, role: Role): boolean {
    const entry = this.#state.entries.get(identity);
    return role === "logger" ? entry?.logger === true : entry?.serviceEnded === false;
  }

  /** Undefined: the name means another directory by now; the next scan will tell. */
  #hold(effect: Extract<ScanEffect, { kind: "supervise" }>): Unit | undefined {
    const unit = new Unit(`${this.#scanDirectory}/${effect.name}`, effect.name, this.#host, this);
    if (unit.identity !== effect.identity) {
      unit.close();
      return undefined;
    }
    this.#units.set(unit.identity, unit);
    return unit;
  }

  /**
   * Listening comes first, so that `run` may ask its own supervisor; last where so many start that each start counts. The
   * log engine asks nobody, and is started before the one status that is then written.
   */
  #begin(unit: Unit, role: Role): void {
    const topic = `${unit.identity} ${role} begin`;
    try {
      this.#beginNow(unit, role);
      this.#host.reporter.over(topic);
    } catch (error) {
      if (codeOf(error) === "") throw error;
      this.#host.reporter.once(
        topic,
        `warning: unable to see whether ${unit.nameOf(role)} runs already: ${reasonOf(error)}; trying again every ${RETRY_MS / 1000} seconds`,
      );
      setTimeout(() => this.#later(() => this.#begin(unit, role)), RETRY_MS);
    }
  }

  #beginNow(unit: Unit, role: Role): void {
    const isHosted = unit.driver(role)?.declared.json.log !== undefined;
    if (!isHosted && this.#starting.length + this.#patient.length <= MANY) {
      unit.begin(role, () => this.#listen(unit, role));
      return;
    }
    unit.begin(role);
    if (isHosted) this.#listen(unit, role);
    else this.#patient.push(() => this.#listen(unit, role));
  }

  /** Clients find it once this works. */
  #listen(unit: Unit, role: Role): void {
    const { reporter } = this.#host;
    const topic = `${unit.identity} ${role} listen`;
    try {
      unit.listen(role);
      reporter.over(topic);
    } catch (error) {
      reporter.once(
        topic,
        `warning: unable to listen in ${unit.nameOf(role)}/supervise: ${reasonOf(error)}; trying again every ${RETRY_MS / 1000} seconds`,
      );
      setTimeout(() => this.#later(() => this.#listen(unit, role)), RETRY_MS);
    }
  }

  #retry(effect: Extract<ScanEffect, { kind: "supervise" }>, why: string): void {
    const { identity, role, name } = effect;
    const label = role === "logger" ? `${name}/log` : name;
    this.#host.reporter.once(
      `${identity} ${role} supervise`,
      `warning: unable to supervise ${label}: ${why}; trying again every ${RETRY_MS / 1000} seconds`,
    );
    const key = `${identity} ${role}`;
    clearTimeout(this.#retries.get(key));
    this.#retries.set(
      key,
      setTimeout(() => {
        this.#retries.delete(key);
        this.#later(() => this.#supervise(effect));
      }, RETRY_MS),
    );
  }

  /** What was never taken has nothing to stop. */
  #giveUp(identity: string, role: Role): void {
    const key = `${identity} ${role}`;
    clearTimeout(this.#retries.get(key));
    this.#retries.delete(key);
    this.#tell({ kind: "ended", identity, role, operatorDown: false });
    const unit = this.#units.get(identity);
    if (unit !== undefined) this.#later(() => this.#releaseUnused(unit));
  }

  #remove(identity: string, graceMs: number): void {
    const service = this.#units.get(identity)?.service;
    if (service === undefined) this.#giveUp(identity, "service");
    else service.deliver({ kind: "remove", graceMs });
  }

  /** A logger whose turn had not come yet is taken first: what its service wrote is in the pipe. */
  #drain(identity: string, graceMs: number): void {
    const unit = this.#units.get(identity);
    // One that could not be taken is no better off now, and its directory may be on its way out.
    if (unit !== undefined && unit.logger === undefined && !this.#retries.has(`${identity} logger`))
      this.#supervise({ kind: "supervise", identity, role: "logger", name: unit.name, down: false });
    this.#later(() => {
      if (unit?.logger === undefined) this.#giveUp(identity, "logger");
      else unit.logger.drain(graceMs, this.#state.shutdown === "none");
    });
  }

  #rename(identity: string, to: string): void {
    const unit = this.#units.get(identity);
    if (unit !== undefined) unit.name = to;
  }

  #refresh(unit: Unit, look: Look): void {
    if (this.#units.get(unit.identity) !== unit) return;
    try {
      if (unit.refresh(look.isSame(unit.name))) this.#relate(unit);
    } catch (error) {
      if (codeOf(error) === "ENOENT") return;
      this.#host.reporter.once(
        `${unit.identity} refresh`,
        `warning: unable to read ${unit.name} again: ${reasonOf(error)}`,
      );
    }
  }

  #relate(unit: Unit): void {
    const json = unit.service?.declared.json;
    if (json === undefined) return;
    this.#tell({ kind: "related", identity: unit.identity, relations: relationsOf(json) });
  }
}
