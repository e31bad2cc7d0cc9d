/** `supervise DIR`: one directory without its logger, as daemontools' program of that name, texts and codes included. */
import { openDevNull } from "../os/descriptors.ts";
import { codeOf, reasonOf } from "../os/os-error.ts";
import { takeSurroundings } from "../os/spawn.ts";
import { StartLedger } from "../os/start-ledger.ts";
import { DAEMONTOOLS_EXIT } from "../protocol/exit-codes.ts";
import { SCAN_FILES, SUPERVISE, SUPERVISE_FILES } from "../protocol/names.ts";
import { Children } from "./children.ts";
import type { Host } from "./host.ts";
import { Logs } from "./logs.ts";
import type { Owner } from "./owner.ts";
import { Reporter } from "./reporter.ts";
import { Unit } from "./unit.ts";
import { WITHHELD } from "./withheld.ts";

/** Time a removed or terminated service has before it is killed, where it declares none. */
const GRACE_MS = 10_000;

/** Runs until `x` or TERM; the process then exits 0. What keeps it from starting exits 111. */
export function runSupervise(directory: string, searchPath: string): void {
  const reporter = new Reporter("supervise");
  const host: Host = {
    surroundings: takeSurroundings(WITHHELD),
    searchPath,
    children: new Children(),
    reporter,
    logs: new Logs(reporter, undefined),
    catchAll: undefined,
    starts: new StartLedger(`${directory}/${SUPERVISE}/${SCAN_FILES.starts}`),
    devNull: openDevNull(),
    notifyFolder: `${directory}/${SUPERVISE}`,
    pipeOf: () => undefined,
  };
  const unit = take(directory, host);
  host.children.start();
  beginSoon(unit, host);
  const stop = (): void => unit.service?.deliver({ kind: "remove", graceMs: GRACE_MS });
  process.on("SIGTERM", stop).on("SIGINT", stop);
  // Node would start its debugger.
  process.on("SIGUSR1", () => undefined);
}

/** An earlier monitor's process that cannot be seen now is not started a second time. */
function beginSoon(unit: Unit, host: Host): void {
  try {
    unit.begin("service", () => unit.listen("service"));
    host.reporter.over("begin");
  } catch (error) {
    if (codeOf(error) === "") throw error;
    host.reporter.once("begin", `warning: unable to see what runs already: ${reasonOf(error)}; trying again`);
    setTimeout(() => beginSoon(unit, host), AGAIN_MS);
  }
}

const AGAIN_MS = 1000;

function take(directory: string, host: Host): Unit {
  const fatal = (text: string): never => {
    host.reporter.say(`fatal: ${text}`);
    process.exit(DAEMONTOOLS_EXIT.temporary);
  };
  let unit: Unit;
  try {
    unit = new Unit(directory, directory, host, ALONE, false);
  } catch (error) {
    return fatal(`unable to chdir to ${directory}: ${reasonOf(error)}`);
  }
  const lock = `${directory}/${SUPERVISE}/${SUPERVISE_FILES.lock}`;
  try {
    if (unit.open("service", false)) return unit;
  } catch (error) {
    return fatal(`unable to acquire ${lock}: ${reasonOf(error)}`);
  }
  return fatal(`unable to acquire ${lock}: temporary failure`);
}

const ALONE: Owner = {
  levelChanged() {},
  redefined() {},
  gaveUp() {},
  mainEnded() {},
  waitingFor: () => [],
  ended: () => process.exit(DAEMONTOOLS_EXIT.ok),
};
