/** Hearing from a process that it is ready: a newline on a descriptor (s6), or READY=1 on a socket (systemd). */
import { closeDescriptor, readText } from "../os/descriptors.ts";
import { pipe } from "../os/libc.ts";
import { openNotifySocket, ownerOfProcess } from "../os/notify-socket.ts";
import { watchOrClose } from "../os/readable.ts";
import type { Declared } from "./declared.ts";

/** One process's way to say so. Made before it starts, because the process inherits its end. */
export interface Readiness {
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

const NONE: Readiness = { descriptors: [], variables: [], started() {}, close() {} };

/** `socketPath`: where a notify socket may stand. Probes that ask (tcp, http, path, command) need nothing here. */
export function prepareReadiness(declared: Declared, socketPath: string, events: ReadinessEvents): Readiness {
  if (declared.notificationFd !== null) return newlineOn(declared.notificationFd, events);
  if (declared.json.ready?.notify !== undefined) return notifySocket(socketPath, events);
  return NONE;
}

function newlineOn(target: number, events: ReadinessEvents): Readiness {
  const { reader, writer } = pipe();
  let writerOpen = true;
  const closeWriter = (): void => {
    if (writerOpen) closeDescriptor(writer);
    writerOpen = false;
  };
  let stop: (() => void) | undefined;
  const close = (): void => {
    if (stop === undefined) return;
    stop();
    stop = undefined;
    closeDescriptor(reader);
  };
  try {
    stop = watchOrClose(reader, () => {
      const text = readText(reader);
      if (text.includes("\n")) events.onReady();
      if (text === "" || text.includes("\n")) close();
    });
  } catch (error) {
    closeWriter();
    throw error;
  }
  return {
    descriptors: [[writer, target]],
    variables: [],
    started: closeWriter,
    close() {
      closeWriter();
      close();
    },
  };
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
    descriptors: [],
    variables: [`NOTIFY_SOCKET=${socket.address}`],
    started(child) {
      pid = child;
    },
    close: () => socket.close(),
  };
}
