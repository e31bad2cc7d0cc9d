/** A thread of the log engine: one group of streams for each open log, on one event loop, with one pair of buffers for all. */
import { parentPort, workerData } from "node:worker_threads";
import { keepHeapSmall, keepYoungSmall } from "../os/heap.ts";
import { PipePeek } from "../os/pipe-peek.ts";
import { leaveGroups } from "../os/thread-identity.ts";
import { INPUT_SIZE } from "../supervise/log-render.ts";
import { fastestRenderer } from "../supervise/log-render-wasm.ts";
import type { LogEvent, OpenLog } from "./log-engine.ts";
import { LogGroup } from "./log-group.ts";
import type { FromWorker, ToWorker } from "./log-messages.ts";
import { type SharedWords, Turns } from "./log-turns.ts";

interface Given {
  readonly hasConsole: boolean;
  readonly words: SharedWords;
  /** As `prepareForThread`. */
  readonly isHeapKept: boolean;
}

const { hasConsole, words, isHeapKept } = workerData as Given;
// V8 has set the size of the young generation back for the whole process when it made this thread's heap.
if (isHeapKept) keepHeapSmall();
else keepYoungSmall();
const groups = new Map<string, LogGroup>();
const turns = new Turns(words, () => tell({ kind: "turning" }));
const tools = { renderer: fastestRenderer(), peek: new PipePeek(INPUT_SIZE) };

leaveGroups();
parentPort?.on("message", (messages: readonly ToWorker[]) => messages.forEach(act));

function act(message: ToWorker): void {
  if (message.kind === "open") open(message.log, message.number);
  else if (message.kind === "reconfigure") groups.get(message.log.id)?.reconfigure(message.log);
  else if (message.kind === "signal") groups.get(message.id)?.signal(message.what);
  else if (message.kind === "close") close(message.id, message.afterLine);
  else if (message.kind === "count") groups.get(message.id)?.writeStats();
  else if (message.kind === "stats")
    tell({ kind: "stats", stats: [...groups.values()].map((s) => s.stats()) });
  else stop();
}

function open(log: OpenLog, number: number): void {
  const { id, name } = log;
  const report = (event: LogEvent): void => tell({ kind: "event", event });
  const group = new LogGroup(log, tools, {
    turn: () => turns.begin(number),
    fault: (message) => report({ kind: "fault", id, message }),
    warning: (message) => report({ kind: "warning", id, message }),
    recovered: (message) => report({ kind: "recovered", id, message }),
    closed: (leftBytes) => {
      groups.delete(id);
      report({ kind: "closed", id, leftBytes });
    },
    lines: hasConsole ? (bytes) => tell({ kind: "lines", name, bytes: bytes.slice() }) : undefined,
  });
  groups.set(id, group);
}

function close(id: string, afterLine: boolean): void {
  const group = groups.get(id);
  if (group === undefined) tell({ kind: "event", event: { kind: "closed", id } });
  else if (afterLine) group.closeAfterLine();
  else group.close();
}

function stop(): void {
  for (const group of groups.values()) group.abandon();
  groups.clear();
  turns.stopped();
  tell({ kind: "stopped" });
}

function tell(message: FromWorker): void {
  parentPort?.postMessage(message);
}
