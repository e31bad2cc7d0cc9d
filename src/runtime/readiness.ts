/** Hearing from a process that it is ready: a newline on a descriptor (s6), or READY=1 on a socket (systemd). */
import { closeDescriptor, readText } from "../os/descriptors.ts";
import { makeNotifyPipe, notifyPipeOf } from "../os/notify-pipe.ts";
import { openNotifySocket, ownerOfProcess } from "../os/notify-socket.ts";
import { codeOf } from "../os/os-error.ts";
import { watchOrClose } from "../os/readable.ts";
import type { StateRecord } from "../protocol/state-record.ts";
import type { Declared } from "./declared.ts";

/** One process's way to say so. Made before it starts, because the process inherits its end. */
export interface Readiness {
  /** `device:inode` of the pipe it has for that; "": none. */
  readonly pipe: string;
  readonly descriptors: readonly (readonly [source: number, target: number])[];
  readonly variables: readonly string[];
  /** The process was started: the ends that are only its own are closed here. */
  started(pid: number): void;
  close(): void;
}

export interface ReadinessEvents {
  onReady(): void;
  /** `STATUS=` of sd_notify: a line for people. */
  onText(text: string): void;
}

const NONE: Readiness = { pipe: "", descriptors: [], variables: [], started() {}, close() {} };

/** `socketPath`: where a notify socket may stand. Probes that ask (tcp, http, path, command) need nothing here. */
export function prepareReadiness(declared: Declared, socketPath: string, events: ReadinessEvents): Readiness {
  if (declared.notificationFd !== null) return newlineOn(declared.notificationFd, events);
  if (declared.json.ready?.notify !== undefined) return notifySocket(socketPath, events);
  return NONE;
}

/**
 * The same for a process of an earlier monitor, as far as it can still be heard: on the pipe its record names, where what it said
 * meanwhile is, or at the socket, whose path is the same. Undefined: it cannot.
 */
export function resumeReadiness(...order: Parameters<typeof listenAgain>): Readiness | undefined {
  try {
    return listenAgain(...order);
  } catch (error) {
    if (codeOf(error) === "") throw error;
    return undefined;
  }
}

function listenAgain(
  { notificationFd, json }: Declared,
  socketPath: string,
  { pid, ready, readyPipe = "" }: StateRecord,
  events: ReadinessEvents,
): Readiness | undefined {
  if (notificationFd === null) {
    if (json.ready?.notify === undefined) return undefined;
    const readiness = notifySocket(socketPath, events);
    readiness.started(pid);
    return readiness;
  }
  const reader = ready ? undefined : notifyPipeOf(pid, notificationFd, readyPipe);
  return reader === undefined ? undefined : { ...NONE, pipe: readyPipe, close: awaitNewline(reader, events) };
}

function newlineOn(target: number, events: ReadinessEvents): Readiness {
  const { reader, writer, identity } = makeNotifyPipe();
  let writerOpen = true;
  const closeWriter = (): void => {
    if (writerOpen) closeDescriptor(writer);
    writerOpen = false;
  };
  let close: () => void;
  try {
    close = awaitNewline(reader, events);
  } catch (error) {
    closeWriter();
    throw error;
  }
  return {
    pipe: identity,
    descriptors: [[writer, target]],
    variables: [],
    started: closeWriter,
    close() {
      closeWriter();
      close();
    },
  };
}

/** Until the newline, the end of the pipe, or the call of the function given. */
function awaitNewline(reader: number, events: ReadinessEvents): () => void {
  let stop: (() => void) | undefined;
  const close = (): void => {
    if (stop === undefined) return;
    stop();
    stop = undefined;
    closeDescriptor(reader);
  };
  stop = watchOrClose(reader, () => {
    const text = readText(reader);
    if (text.includes("\n")) events.onReady();
    if (text === "" || text.includes("\n")) close();
  });
  return close;
}

/** MAINPID= and the rest of the protocol are not obeyed: which process is supervised is not the process's choice. */
function notifySocket(path: string, events: ReadinessEvents): Readiness {
  let owner: number | undefined;
  let pid = 0;
  const isTrusted = (uid: number): boolean => {
    owner = ownerOfProcess(pid) ?? owner;
    return uid === owner;
  };
  const socket = openNotifySocket(path, isTrusted, (messages) => {
    const lines = messages.flatMap((message) => message.split("\n"));
    const status = lines.findLast((line) => line.startsWith("STATUS="));
    if (status !== undefined) events.onText(status.slice("STATUS=".length));
    if (lines.includes("READY=1")) events.onReady();
  });
  return {
    pipe: "",
    descriptors: [],
    variables: [`NOTIFY_SOCKET=${socket.address}`],
    started(child) {
      pid = child;
    },
    close: () => socket.close(),
  };
}
