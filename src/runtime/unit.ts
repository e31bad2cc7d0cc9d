/** One entry of a scan directory while it is supervised: the directory held open, its pipe, its one or two drivers. */

import { monotonicMs, wallClockMs } from "../os/clock.ts";
import { closeDescriptor, openDirectory } from "../os/descriptors.ts";
import { isSameStamp, type Stamp } from "../os/facts.ts";
import { LogPipe } from "../os/log-pipe.ts";
import type { Source } from "../os/posix-spawn.ts";
import { bootId, processAt } from "../os/proc-stat.ts";
import { type HeldDirectory, holdDirectory, isDirectory } from "../os/service-directory.ts";
import { type ControlOwner, KEEP, makeSuperviseFolder, SuperviseFolder } from "../os/supervise-folder.ts";
import { findGroup, findUser } from "../os/users.ts";
import { DEF_VARIABLE, LOG, RUN, SUPERVISE, SUPERVISE_FILES } from "../protocol/names.ts";
import { decodeRecord, type StateRecord } from "../protocol/state-record.ts";
import type { Inheritance } from "../supervise/create-service.ts";
import { inheritFrom } from "../supervise/inheritance.ts";
import { SETTLE_MS } from "../supervise/scan-state.ts";
import { Bareness } from "./bareness.ts";
import type { OnEnd } from "./children.ts";
import { type Declared, readDeclared } from "./declared.ts";
import { DirectoryOrder, type Holder, type Lent, type Role } from "./directory-order.ts";
import type { Host } from "./host.ts";
import { findLost } from "./lost-start.ts";
import type { Owner } from "./owner.ts";
import { ServiceDriver } from "./service-driver.ts";

const PIPE_WITHIN = `${SUPERVISE}/${SUPERVISE_FILES.logPipe}`;

export class Unit implements Holder {
  readonly identity: string;
  readonly held: HeldDirectory;
  readonly #host: Host;
  readonly #owner: Owner;
  /** A `log/` gets the service's output. */
  readonly #piped: boolean;
  name: string;
  service: ServiceDriver | undefined;
  logger: ServiceDriver | undefined;
  #pipe: LogPipe | undefined;
  /** Of the directory and of its `log/` when they were read. */
  readonly #stamps: Record<Role, Stamp> = { service: [], logger: [] };
  /** Something has changed that could not be read yet. */
  readonly #isUnread: Record<Role, boolean> = { service: false, logger: false };
  /** Of files whose rewriting shows in no directory, when they were read. */
  readonly #loose: Record<Role, readonly Loose[]> = { service: [], logger: [] };
  readonly #bareness: Bareness;
  /** When a change of the directory, or of its `log/`, was seen, until it has been quiet since. */
  readonly #changedAt: Record<Role, number> = {
    service: Number.POSITIVE_INFINITY,
    logger: Number.POSITIVE_INFINITY,
  };
  /** What `open` has just read: `begin`, which follows at once, need not look again. */
  #fresh: Role | undefined;
  /** What an earlier monitor left on record, from `open` to `begin`. */
  readonly #left: { service?: StateRecord | undefined; logger?: StateRecord | undefined } = {};

  /** Holds the directory at `path`. Throws when it cannot be opened. */
  constructor(path: string, name: string, host: Host, owner: Owner, piped = true) {
    this.#piped = piped;
    this.held = holdDirectory(path);
    this.identity = this.held.identity;
    this.#bareness = new Bareness(this.held);
    this.name = name;
    this.#host = host;
    this.#owner = owner;
  }

  driver(role: Role): ServiceDriver | undefined {
    return role === "logger" ? this.logger : this.service;
  }

  /**
   * Takes the directory, or its `log/`, under supervision, without starting anything. False: somebody else supervises
   * it. Throws what the system says, with nothing left open.
   */
  open(role: Role, down: boolean): boolean {
    const path = this.#pathOf(role);
    const folder = SuperviseFolder.open(path, this.#limit);
    if (folder === undefined) return false;
    try {
      this.#makePipe(role, folder);
      this.#stamps[role] = this.#stampOf(role);
      const declared = this.#read(path, role);
      const left = recordIn(folder);
      const driver = new ServiceDriver(
        new DirectoryOrder(this, role, path, folder, this.#host),
        declared,
        this.#owner,
        inheritance(left, declared, down),
      );
      this.#left[role] = left;
      if (role === "logger") this.logger = driver;
      else this.service = driver;
    } catch (error) {
      folder.close();
      throw error;
    }
    this.#fresh = role;
    return true;
  }

  /**
   * Starts what `open` prepared, or goes on with what an earlier monitor left running. Throws, with nothing done, when it
   * cannot be seen now whether something was left. `listen` happens before anything is started, as daemontools and runit
   * do it: `run` may then ask its own supervisor. What was left is looked up before the first status is written over it.
   */
  begin(role: Role, listen?: () => void): void {
    const driver = this.driver(role);
    if (driver === undefined) return;
    try {
      this.#begin(driver, listen);
    } finally {
      this.#fresh = undefined;
    }
  }

  #begin(driver: ServiceDriver, listen?: () => void): void {
    const { role } = driver.directory;
    const record = this.#left[role];
    // Both: what the record names may have ended, unreaped, and what was started after it still runs.
    const left = [record, this.#findLost(driver, record)].flatMap((one) => whatIsLeft(one) ?? []);
    this.#left[role] = undefined;
    if (record === undefined && listen !== undefined) driver.writeFirstStatus();
    listen?.();
    const adopted = left.some((one) => driver.adopt(one.record, (onEnd) => watch(this.#host, one, onEnd)));
    // Its names were looked at a moment ago.
    const isBare = this.#fresh === role && role === "service" && driver.declared.isBare;
    if (!adopted) driver.deliver({ kind: "begin", isBare });
    driver.writeFirstStatus();
  }

  /** A logger that is hosted was never a process. */
  #findLost(
    { declared, directory }: ServiceDriver,
    record: StateRecord | undefined,
  ): StateRecord | undefined {
    if (declared.json.log !== undefined) return undefined;
    const { identity, path, role } = directory;
    const pipe = role === "service" ? this.pipePath : undefined;
    return findLost(this.#host.starts.left, { identity, directory: path, pipe, hash: declared.hash }, record);
  }

  /** Opens `control` and `ok`: from now on clients find it. */
  listen(role: Role): void {
    const driver = this.driver(role);
    if (driver === undefined) return;
    driver.directory.folder.listen(
      (byte) => driver.obey(byte),
      controlOwner(driver.declared, this.#host, this.name),
      this.#limit,
    );
  }

  /**
   * Reads the files again if anything in the directory or its `log/` was added, removed or renamed, or a file rewritten that
   * was read. `isSame`: no name in the directory itself has changed, as its caller knows. What throws is tried the next time.
   */
  refresh(isSame = false): boolean {
    const isServiceChanged = (!isSame && this.#isChanged("service")) || this.#isRewritten("service");
    const isLoggerChanged = this.#isChanged("logger") || this.#isRewritten("logger");
    if (!isSame || !this.#bareness.isKnown) this.#bareness.learn();
    this.#isUnread.service ||= isServiceChanged;
    // Its definition is the service's.
    this.#isUnread.logger ||= isServiceChanged || isLoggerChanged;
    const isNew = this.#isUnread.service;
    this.#readAgain("service");
    this.#restoreWhenQuiet("service", isServiceChanged);
    this.#restoreWhenQuiet("logger", isLoggerChanged);
    this.#readAgain("logger");
    return isNew;
  }

  #readAgain(role: Role): void {
    const driver = this.driver(role);
    if (this.#isUnread[role] && driver !== undefined) driver.redefine(this.#read(this.#pathOf(role), role));
    this.#isUnread[role] = false;
  }

  /**
   * A directory that is gone or cannot be read now is started as it was known. A service does not start any differently
   * for what `log/` says: that is for the next scan.
   */
  refreshBeforeStart(role: Role): void {
    const driver = this.driver(role);
    if (driver === undefined || this.#fresh === role) return;
    try {
      const isAsRead = role === "service" && isSameStamp(this.#stampOf(role), this.#stamps.service);
      if (isAsRead && !this.#isUnread.service && !this.#isRewritten("service")) return;
      if (this.refresh()) this.#owner.redefined(driver);
    } catch {}
  }

  /** While none of its programs runs: the pipe of one that runs is of use without a name, and only until it ends. */
  restore(role: Role): boolean {
    if (!this.held.has(RUN)) return false;
    const isRestored = this.#restoreFolder(role);
    return (role === "service" && this.#renewPipe()) || isRestored;
  }

  /** Not while somebody is about to remove all of the directory: what came up again in it would be in the way. */
  #restoreWhenQuiet(role: Role, isChanged: boolean): void {
    const now = monotonicMs();
    if (isChanged) this.#changedAt[role] = now;
    if (now - this.#changedAt[role] < SETTLE_MS) return;
    if (this.held.has(RUN)) this.#restoreFolder(role);
    this.#changedAt[role] = Number.POSITIVE_INFINITY;
  }

  #restoreFolder(role: Role): boolean {
    const driver = this.driver(role);
    if (driver?.directory.folder.restore() !== true) return false;
    driver.writeAgain();
    this.#host.reporter.say(`warning: somebody removed ${this.nameOf(role)}/${SUPERVISE}; it is made again`);
    return true;
  }

  /** A logger takes up the new one when it has everything from the old one: a program sees its end, the engine is told. */
  #renewPipe(): boolean {
    const old = this.#pipe;
    if (old === undefined || this.held.has(PIPE_WITHIN)) return false;
    this.#pipe = new LogPipe(old.path);
    old.close();
    if (this.logger?.declared.json.log !== undefined) this.logger.deliver({ kind: "restart" });
    return true;
  }

  isBare(): boolean {
    if (this.#loose.service.length > 0) return false;
    const stamp = this.#stampOf("service");
    return isSameStamp(stamp, this.#stamps.service) && this.#bareness.isSureAt(stamp);
  }

  learn(): void {
    this.#bareness.learn();
  }

  #isChanged(role: Role): boolean {
    const stamp = this.#stampOf(role);
    if (isSameStamp(stamp, this.#stamps[role])) return false;
    this.#stamps[role] = stamp;
    return true;
  }

  #isRewritten(role: Role): boolean {
    return this.#loose[role].some(({ path, stamp }) => !isSameStamp(this.held.stamp(path), stamp));
  }

  #stampOf(role: Role): Stamp {
    return this.held.stamp(role === "logger" ? LOG : "");
  }

  get pipe(): LogPipe | undefined {
    return this.#pipe;
  }

  /** The FIFO its service writes to. */
  get pipePath(): string | undefined {
    return this.#pipe?.path;
  }

  get pipeDescriptor(): number | undefined {
    return this.#pipe?.descriptor;
  }

  close(): void {
    this.#pipe?.close();
    this.held.close();
  }

  #pathOf(role: Role): string {
    return role === "logger" ? `${this.held.path}/${LOG}` : this.held.path;
  }

  get #limit(): bigint {
    return this.#host.surroundings.ownOpenFiles.soft;
  }

  /** Whichever comes first; the pipe is in the service's folder. */
  #makePipe(role: Role, folder: SuperviseFolder): void {
    if (!this.#piped || this.#pipe !== undefined) return;
    if (role === "service" && !isDirectory(this.#pathOf("logger"))) return;
    const { path } = role === "service" ? folder : makeSuperviseFolder(this.held.path);
    this.#pipe = new LogPipe(`${path}/${SUPERVISE_FILES.logPipe}`);
  }

  #read(path: string, role: Role): Declared {
    const declared = readDeclared(path, this.nameOf(role), role);
    this.#loose[role] = declared.loose.map((file) => {
      const below = role === "logger" ? `${LOG}/${file}` : file;
      return { path: below, stamp: this.held.stamp(below) };
    });
    const topic = `${this.identity} ${role} declared`;
    if (declared.problems.length === 0) this.#host.reporter.over(topic);
    else this.#host.reporter.once(topic, `warning: ${this.nameOf(role)}: ${declared.problems.join("; ")}`);
    return declared;
  }

  nameOf(role: Role): string {
    return role === "logger" ? `${this.name}/${LOG}` : this.name;
  }

  has(role: Role, name: string): boolean {
    return this.held.has(role === "logger" ? `${LOG}/${name}` : name);
  }

  variablesOf(role: Role): readonly string[] {
    const hash = this.driver(role)?.declared.hash ?? "";
    return hash === "" ? [] : [`${DEF_VARIABLE}=${hash}`];
  }

  openDirectory(role: Role): Lent {
    if (role === "service") return { fd: this.held.fd, release() {} };
    const fd = openDirectory(this.#pathOf(role));
    return { fd, release: () => closeDescriptor(fd) };
  }

  /** Each program opens the pipe anew: making its own output non-blocking, it changes nobody else's. */
  outputOf(role: Role): Source {
    if (role === "service" && this.#pipe !== undefined) return PIPE_WITHIN;
    const silent = this.driver(role)?.declared.json.stdout === "null";
    return silent ? this.#host.devNull : (this.#host.catchAll?.output ?? 1);
  }
}

interface Loose {
  /** Below the directory. */
  readonly path: string;
  readonly stamp: Stamp;
}

/** `down`: an exit by `x` after `d`. */
function inheritance(
  record: StateRecord | undefined,
  { definition }: Declared,
  down: boolean,
): Inheritance | undefined {
  if (down) return { want: "down", operatorDown: true };
  if (record === undefined || record.boot !== bootId()) return undefined;
  return inheritFrom(record, definition, { now: monotonicMs(), wall: wallClockMs() });
}

/** The record of an earlier monitor that did not end in order. */
function recordIn(folder: SuperviseFolder): StateRecord | undefined {
  const text = folder.readRecord();
  const record = text === undefined ? undefined : decodeRecord(text);
  return record?.phase === "exited" ? undefined : record;
}

interface Left {
  readonly record: StateRecord;
  /** A oneshot that is done has no process. */
  readonly as: "done" | "child" | "stranger";
}

/** What a record names, if it is there. */
function whatIsLeft(record: StateRecord | undefined): Left | undefined {
  if (record === undefined || record.boot !== bootId()) return undefined;
  if (record.phase === "done") return { record, as: "done" };
  if (record.pid <= 1 || record.pid === process.pid) return undefined;
  const found = processAt(record.pid);
  if (found === undefined || found.startTime !== record.start) return undefined;
  return { record, as: found.parent === process.pid ? "child" : "stranger" };
}

/** Our own child, kept through an upgrade, is reaped, any other process watched. False: it is gone. */
function watch(host: Host, { record, as }: Left, onEnd: OnEnd): boolean {
  const { pid, start, boot } = record;
  if (as === "stranger") return host.children.adopt({ pid, startTime: start, bootId: boot }, onEnd);
  if (as === "child") host.children.expect(pid, onEnd);
  return true;
}

function controlOwner(declared: Declared, host: Host, name: string): ControlOwner | undefined {
  const control = declared.json.control;
  if (control === undefined) return undefined;
  const user = control.user === undefined ? undefined : findUser(control.user);
  const group = control.group === undefined ? undefined : findGroup(control.group);
  if (control.user !== undefined && user === undefined)
    host.reporter.say(`warning: ${name}: control: there is no user ${control.user}`);
  if (control.group !== undefined && group === undefined)
    host.reporter.say(`warning: ${name}: control: there is no group ${control.group}`);
  return { uid: user?.uid ?? KEEP, gid: group ?? KEEP, visible: control.status === "all" };
}
