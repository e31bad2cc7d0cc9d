/** Programs that run beside a service: control scripts, hooks, stop and reload commands, probes. One at a time per name. */

import { kill } from "../os/libc.ts";
import { reasonOf } from "../os/os-error.ts";
import { findProgram } from "../os/programs.ts";
import { isExecutable } from "../os/service-directory.ts";
import { startProgram } from "../os/spawn.ts";
import { CONTROL_SCRIPTS } from "../protocol/names.ts";
import type { ProbeJson, ServiceJson } from "../protocol/service-json.ts";
import { SIGNALS } from "../protocol/signals.ts";
import type { Job } from "../supervise/service-state.ts";
import type { DirectoryOrder } from "./directory-order.ts";

type Argv = readonly string[];

export interface JobOrder {
  readonly job: Job;
  /** Killed, with everything it started, when this has passed. */
  readonly limitMs: number;
  /** Process the job is about, for the environment variable MAINPID; 0: none. */
  readonly mainPid: number;
  /** Exactly one call, never before `runJob` returned a process. */
  readonly onEnd: (ok: boolean) => void;
}

/** Runs a job of a directory. What does not exist (a control script nobody wrote) ends at once with false. */
export function runJob(directory: DirectoryOrder, json: ServiceJson, order: JobOrder): void {
  const probe = probeOf(order.job, json);
  if (probe !== undefined && probe.command === undefined) {
    void import("./probe.ts").then(({ ask }) => ask(probe, directory.path, order.limitMs, order.onEnd));
    return;
  }
  const commands = probe?.command === undefined ? commandsOf(order.job, json, directory) : [probe.command];
  runInTurn(directory, commands, order);
}

function probeOf(job: Job, json: ServiceJson): ProbeJson | undefined {
  if (job === "ready-probe") return json.ready;
  if (job === "health-probe") return json.health;
  return undefined;
}

function commandsOf(job: Job, json: ServiceJson, directory: DirectoryOrder): readonly Argv[] {
  switch (job) {
    case "pre-stop":
    case "post-ready":
    case "on-fail":
      return json.hooks?.[job] ?? [];
    case "stop-command":
      return json.stop?.command === undefined ? [] : [json.stop.command];
    case "reload-command":
      return json.reload !== undefined && "command" in json.reload ? [json.reload.command] : [];
    default:
      return job.startsWith(CONTROL_SCRIPTS) && directory.has(job) && isExecutable(`${directory.path}/${job}`)
        ? [[`./${job}`]]
        : [];
  }
}

/** All of a list, one after the other; all must succeed, and all run even so. */
function runInTurn(directory: DirectoryOrder, commands: readonly Argv[], order: JobOrder): void {
  const [command, ...rest] = commands;
  if (command === undefined) {
    order.onEnd(false);
    return;
  }
  runOne(directory, command, order, (ok) => {
    if (rest.length === 0) order.onEnd(ok);
    else runInTurn(directory, rest, { ...order, onEnd: (restOk) => order.onEnd(ok && restOk) });
  });
}

function runOne(directory: DirectoryOrder, argv: Argv, order: JobOrder, onEnd: (ok: boolean) => void): void {
  const { host } = directory;
  const topic = `${directory.identity} ${order.job}`;
  let pid: number;
  try {
    pid = start(directory, argv, order.mainPid);
    host.reporter.over(topic);
  } catch (error) {
    host.reporter.once(
      topic,
      `warning: unable to run ${order.job} of ${directory.name()}: ${argv[0]}: ${reasonOf(error)}`,
    );
    onEnd(false);
    return;
  }
  const timer = setTimeout(() => kill(-pid, SIGNALS.KILL ?? 9), order.limitMs);
  host.children.expect(pid, (status) => {
    clearTimeout(timer);
    onEnd(status === 0);
  });
}

function start(directory: DirectoryOrder, argv: Argv, mainPid: number): number {
  const { host } = directory;
  const place = directory.openDirectory();
  try {
    return startProgram(host.surroundings, {
      program: findProgram(argv[0] ?? "", host.searchPath),
      argv,
      directory: place.fd,
      descriptors: [
        [host.devNull, 0],
        [directory.output(), 1],
        [host.catchAll?.output ?? 2, 2],
      ],
      variables: mainPid === 0 ? directory.variables() : [...directory.variables(), `MAINPID=${mainPid}`],
    });
  } finally {
    place.release();
  }
}
