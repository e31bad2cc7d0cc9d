/** `start`, `stop`, `restart`, `reload`: the control byte, then waiting until the service is where it was sent. */
import { setTimeout as sleep } from "node:timers/promises";
import { writeFifo } from "../os/fifo-client.ts";
import { readServiceStatus, type ServiceStatus } from "../os/service-status.ts";
import { SUPERVISE, SUPERVISE_FILES } from "../protocol/names.ts";
import { viewOf } from "./status-view.ts";

export type Verb = "start" | "stop" | "restart" | "reload";

export type Outcome =
  | { readonly kind: "done"; readonly text: string }
  | { readonly kind: "failed"; readonly text: string }
  | { readonly kind: "timeout"; readonly text: string };

export interface Request {
  readonly verb: Verb;
  readonly name: string;
  /** The service directory. */
  readonly path: string;
  /** 0: do not wait. */
  readonly timeoutMs: number;
}

/** Sends the verb to one service and waits. Never throws for what the service does; a failed system call does. */
export async function control({ verb, name, path, timeoutMs }: Request): Promise<Outcome> {
  const before = readServiceStatus(path);
  if (before.supervision !== "alive") {
    return { kind: "failed", text: `${name}: ${viewOf(name, before, NOW()).state}; is svscan running?` };
  }
  if (!writeFifo(`${path}/${SUPERVISE}/${SUPERVISE_FILES.control}`, byteFor(verb, before))) {
    return { kind: "failed", text: `${name}: nobody reads its control FIFO` };
  }
  if (timeoutMs === 0) return { kind: "done", text: `${name}: told to ${verb}` };
  return wait({ verb, name, path, timeoutMs, before });
}

const NOW = (): { now: number; definition: undefined } => ({ now: Date.now(), definition: undefined });

/** A restart of what is down is a start. */
function byteFor(verb: Verb, { status }: ServiceStatus): string {
  switch (verb) {
    case "start":
      return "u";
    case "stop":
      return "d";
    case "reload":
      return "h";
    case "restart":
      return status?.pid === 0 ? "u" : "ut";
  }
}

const POLL_MS = 25;

async function wait(options: Request & { readonly before: ServiceStatus }): Promise<Outcome> {
  const { name, path, timeoutMs } = options;
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const seen = readServiceStatus(path);
    const view = viewOf(name, seen, NOW());
    if (view.state === "failed" && options.verb !== "stop") {
      return { kind: "failed", text: `${name}: ${view.notes.join("; ")}` };
    }
    if (arrived(options, seen)) {
      return { kind: "done", text: `${name}: ${view.state}${view.pid === 0 ? "" : ` (pid ${view.pid})`}` };
    }
    if (Date.now() >= deadline) {
      const notes = view.notes.length === 0 ? "" : ` (${view.notes.join("; ")})`;
      return { kind: "timeout", text: `${name}: still ${view.state}${notes} after ${timeoutMs / 1000} s` };
    }
    await sleep(POLL_MS);
  }
}

function arrived({ verb, before }: Request & { before: ServiceStatus }, now: ServiceStatus): boolean {
  const { status, record } = now;
  if (status === undefined) return false;
  const isUp = (status.pid !== 0 && status.state === "run" && !status.gotTerm) || record?.phase === "done";
  switch (verb) {
    case "start":
      return isUp && (record?.ready ?? true);
    case "restart":
      return isUp && (record?.ready ?? true) && isAnotherRun(before, now);
    case "stop":
      return status.pid === 0 && status.want !== "up" && record?.phase !== "delayed";
    case "reload":
      return true;
  }
}

function isAnotherRun(before: ServiceStatus, now: ServiceStatus): boolean {
  if (before.record !== undefined && now.record !== undefined)
    return now.record.starts > before.record.starts;
  return before.status?.pid !== now.status?.pid;
}
