/** `svscan`: one process that supervises every directory of a scan directory. Puts the parts together, hears signals. */
import { resolve } from "node:path";
import { openDevNull } from "../os/descriptors.ts";
import { keepHeapSmall } from "../os/heap.ts";
import { becomeSubreaper } from "../os/libc.ts";
import { codeOf, reasonOf } from "../os/os-error.ts";
import { realPath } from "../os/ownership.ts";
import { takeSurroundings } from "../os/spawn.ts";
import { StartLedger } from "../os/start-ledger.ts";
import { removeTree } from "../os/temporary.ts";
import { startThreadPool } from "../os/thread-pool.ts";
import { DAEMONTOOLS_EXIT } from "../protocol/exit-codes.ts";
import { MONITOR_CONTROL } from "../protocol/monitor-control.ts";
import { SCAN_FILES } from "../protocol/names.ts";
import type { LogJson } from "../protocol/service-json.ts";
import { CatchAll, forgetCatchAll } from "./catch-all.ts";
import { Children } from "./children.ts";
import type { Host } from "./host.ts";
import { endLeftovers } from "./leftovers.ts";
import { Logs } from "./logs.ts";
import { Monitor } from "./monitor.ts";
import { Reporter } from "./reporter.ts";
import { ScanFolder } from "./scan-folder.ts";
import { judgeScanDirectory } from "./scan-trust.ts";
import { ScanWatch } from "./scan-watch.ts";
import { endAsTold, takeKeptPipes, upgrade } from "./upgrade.ts";
import { WITHHELD } from "./withheld.ts";

export interface SvscanOptions {
  readonly directory: string;
  /** Log lines of every service also on standard output, behind its name. */
  readonly console: { readonly colour: boolean } | undefined;
  /** The log of whatever has none. `echoes`: the monitor's messages also go to standard error, a terminal. */
  readonly log: { readonly policy: LogJson; readonly echoes: boolean } | undefined;
  readonly searchPath: string;
  /** Our own arguments, for an in-place upgrade. */
  readonly args: readonly string[];
  /** Removed with all it holds after an orderly end: the temporary directory of `svforge up`. */
  readonly removeAtExit?: string | undefined;
}

/** Runs until told to stop; the process then exits. Refusals exit 111 with the reason. */
export function runSvscan(options: SvscanOptions): void {
  keepHeapSmall();
  startThreadPool();
  const releasePipes = takeKeptPipes();
  const reporter = new Reporter("svscan");
  const directory = openScanDirectory(options.directory, reporter);
  const folder = takeFolder(directory, reporter);
  try {
    supervise(options, { directory, folder, reporter });
  } catch (error) {
    if (codeOf(error) === "") throw error;
    fatal(reporter, `unable to supervise ${directory}: ${withPath(error)}`);
  }
  releasePipes();
  // Whatever we got wrong about one service, the others go on.
  process.on("uncaughtException", (error) =>
    reporter.say(`bug, please report it: ${error.stack ?? error.message}`),
  );
}

interface Place {
  readonly directory: string;
  readonly folder: ScanFolder;
  readonly reporter: Reporter;
}

function supervise(options: SvscanOptions, { directory, folder, reporter }: Place): void {
  if (process.pid !== 1) becomeSubreaper();
  const logs = new Logs(reporter, options.console);
  const host: Host = {
    surroundings: takeSurroundings(WITHHELD),
    searchPath: options.searchPath,
    children: new Children(),
    reporter,
    logs,
    catchAll: openCatchAll(folder.path, options, logs, reporter),
    starts: new StartLedger(`${folder.path}/${SCAN_FILES.starts}`),
    devNull: openDevNull(),
    notifyFolder: folder.path,
    pipeOf: (service) => monitor.pipeOf(service),
  };
  const monitor = new Monitor(directory, host, (code) => void leave(code, host, folder, options));
  host.children.start();
  listen(monitor, host, folder, options);
  const watch = new ScanWatch(directory, monitor, () => host.children.sweep());
  watch.start();
  host.children.sweep();
  endAsTold(monitor);
}

/** What failed, and with what, where the error says it. */
function withPath(error: unknown): string {
  const { path } = error as { readonly path?: string };
  return path === undefined ? reasonOf(error) : `${path}: ${reasonOf(error)}`;
}

function openScanDirectory(path: string, reporter: Reporter): string {
  try {
    const directory = realPath(resolve(path));
    const trust = judgeScanDirectory(directory, process.geteuid?.() ?? 0);
    if (trust.warning !== undefined) reporter.say(`warning: ${trust.warning}`);
    if (trust.refusal !== undefined) fatal(reporter, trust.refusal);
    return directory;
  } catch (error) {
    return fatal(reporter, `unable to chdir to ${path}: ${reasonOf(error)}`);
  }
}

/** Without it when it cannot be: then all goes where it went without. */
function openCatchAll(
  folder: string,
  { log }: SvscanOptions,
  logs: Logs,
  reporter: Reporter,
): CatchAll | undefined {
  if (log === undefined) {
    forgetCatchAll(folder);
    return undefined;
  }
  try {
    const catchAll = new CatchAll(folder, log.policy, logs, log.echoes);
    reporter.divert((line) => catchAll.write(line));
    return catchAll;
  } catch (error) {
    reporter.say(`warning: there is no log for what has none: ${reasonOf(error)}`);
    return undefined;
  }
}

function takeFolder(directory: string, reporter: Reporter): ScanFolder {
  try {
    const folder = ScanFolder.take(directory);
    if (folder !== undefined) return folder;
  } catch (error) {
    return fatal(reporter, `unable to use ${directory}/.svscan: ${reasonOf(error)}`);
  }
  const holder = ScanFolder.holderOf(directory);
  const who = holder === "" ? "another svscan" : `svscan with pid ${holder}`;
  return fatal(reporter, `${directory} is already supervised by ${who}`);
}

function fatal(reporter: Reporter, text: string): never {
  reporter.say(`fatal: ${text}`);
  process.exit(DAEMONTOOLS_EXIT.temporary);
}

function listen(monitor: Monitor, host: Host, folder: ScanFolder, options: SvscanOptions): void {
  let isAsked = false;
  // The first who asks may find that the end has begun by itself; the second is impatient.
  const stop = (): void => {
    if (isAsked || !monitor.ending.hasBegun) monitor.shutdown(0);
    isAsked = true;
  };
  const rescan = (): void => monitor.rescan();
  const replace = (): void => upgrade(host, monitor, options.args);
  process.on("SIGTERM", stop).on("SIGINT", stop);
  // With a console HUP means that the terminal is gone.
  process.on("SIGHUP", options.console === undefined ? rescan : stop).on("SIGALRM", rescan);
  process.on("SIGUSR2", replace);
  // Node would start its debugger.
  process.on("SIGUSR1", () => undefined);
  const actions: Record<string, () => void> = {
    [MONITOR_CONTROL.rescan]: rescan,
    [MONITOR_CONTROL.stop]: stop,
    [MONITOR_CONTROL.upgrade]: replace,
  };
  folder.listen((letter) => actions[letter]?.());
  announce(folder, host.reporter);
}

/** A full disk keeps nobody from supervising. */
function announce(folder: ScanFolder, reporter: Reporter): void {
  try {
    folder.announce();
    reporter.over("pid");
  } catch (error) {
    const again = `trying again every ${ANNOUNCE_MS / 1000} seconds`;
    reporter.once(
      "pid",
      `warning: unable to write ${folder.path}/${SCAN_FILES.pid}: ${reasonOf(error)}; ${again}`,
    );
    setTimeout(() => announce(folder, reporter), ANNOUNCE_MS).unref();
  }
}

const ANNOUNCE_MS = 5000;

async function leave(code: number, host: Host, folder: ScanFolder, options: SvscanOptions): Promise<void> {
  await endLeftovers(host.children);
  await host.catchAll?.close();
  await host.logs.stop();
  folder.close();
  if (options.removeAtExit !== undefined) removeTree(options.removeAtExit);
  process.exit(code);
}
