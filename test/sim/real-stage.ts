/** Real processes under our svscan as a stage for scenarios. Programs are scripts that note when they are started. */
import type { ChildProcess } from "node:child_process";
import { closeSync, constants, openSync, readFileSync, renameSync } from "node:fs";
import { SERVICE_JSON_FORMAT } from "../../src/protocol/service-json.ts";
import { SIGNALS } from "../../src/protocol/signals.ts";
import { decodeStatus, type Status } from "../../src/protocol/status.ts";
import { ScanDir } from "../helpers/scan-dir.ts";
import { waitFor } from "../helpers/wait-for.ts";
import type { DirectoryPlan, Plan, Scenario, Snapshot, Stage } from "./scenario.ts";

export class RealStage implements Stage {
  readonly #scan = new ScanDir();
  #monitor: ChildProcess;

  constructor(plans: Scenario["directories"]) {
    for (const [name, plan] of Object.entries(plans)) this.#scan.write(name, filesOf(name, plan));
    this.#monitor = this.#scan.start();
  }

  svc(name: string, letters: string): void {
    this.#scan.svc(letters, name);
  }

  kill(name: string): void {
    process.kill(this.#scan.pid(name), "SIGKILL");
  }

  rename(from: string, to: string): void {
    renameSync(this.#scan.file(from), this.#scan.file(to));
  }

  async killMonitor(): Promise<void> {
    this.#monitor.kill("SIGKILL");
    await this.#scan.ended(this.#monitor);
    this.#monitor = this.#scan.start();
  }

  look(name: string): Snapshot | undefined {
    const status = this.#status(name);
    if (status === undefined) return undefined;
    const hasBegun = status.pid === 0 || Number(this.#scan.text(`pid-${flat(name)}`)) === status.pid;
    const ready = this.#scan.record(name).ready === true;
    return { ...status, state: hasBegun ? status.state : "starting", ready };
  }

  did(name: string): readonly string[] {
    return this.#scan.lines(`trace-${flat(name)}`);
  }

  async until(condition: () => boolean, describe: () => string): Promise<void> {
    await waitFor("it", condition, 30_000).catch(() => {
      throw new Error(`${describe()}; svscan: ${this.#scan.err}`);
    });
  }

  cleanUp(): Promise<void> {
    return this.#scan.cleanUp();
  }

  /** Undefined while nobody reads `ok`. */
  #status(name: string): Status | undefined {
    try {
      closeSync(openSync(this.#scan.file(name, "supervise/ok"), constants.O_WRONLY | constants.O_NONBLOCK));
      return decodeStatus(readFileSync(this.#scan.file(name, "supervise/status")));
    } catch {
      return undefined;
    }
  }
}

/** A name as part of a file name; a directory keeps its notes whatever it is called. */
const flat = (name: string): string => name.replace(/^\./, "").replace("/", "-");

function filesOf(name: string, plan: DirectoryPlan): Record<string, string> {
  const json = JSON.stringify({ format: SERVICE_JSON_FORMAT, ...plan.json });
  return {
    run: script(plan.run, `../../`, flat(name)),
    ...(plan.finish === undefined ? {} : { finish: script(plan.finish, `../../`, flat(name)) }),
    ...(plan.log === true ? { "log/run": script({}, "../../../", `${flat(name)}-log`, "exec cat") } : {}),
    ...(plan.down === true ? { down: "" } : {}),
    ...(plan.notificationFd === true ? { "notification-fd": "3\n" } : {}),
    ...(plan.json === undefined ? {} : { "service.json": json }),
  };
}

/** `$0` is `./run` or `./finish`; the arguments of finish that runit gives are noted, the name is not. */
function script(plan: Plan, root: string, name: string, otherwise = "exec sleep 100000"): string {
  const lines = [
    "#!/bin/sh",
    ...(plan.ignoresTerm === true ? ["trap '' TERM"] : []),
    `echo "\${0#./}\${1:+ $1 $2}" >>${root}trace-${name}`,
    `echo $$ >${root}pid-${name}`,
    ...(plan.readyMs === undefined ? [] : [`sleep ${plan.readyMs / 1000}`, "echo >&3"]),
    ...(plan.lastsMs === undefined
      ? [otherwise]
      : [...(plan.lastsMs > 0 ? [`sleep ${plan.lastsMs / 1000}`] : []), end(plan)]),
  ];
  return `${lines.join("\n")}\n`;
}

function end({ ends = 0 }: Plan): string {
  if (ends >= 0) return `exit ${ends}`;
  const name = Object.keys(SIGNALS).find((signal) => SIGNALS[signal] === -ends);
  return `kill -${name ?? "KILL"} $$`;
}
