/** The receiving end of sd_notify: one socket for one service. */
import { chmodSync, statSync } from "node:fs";
import { closeRaw } from "./close-raw.ts";
import { removeIfPresent } from "./files.ts";
import { openDatagramSocket, receiveDatagram } from "./libc.ts";
import { watchOrClose } from "./readable.ts";

export interface NotifySocket {
  /** Value of NOTIFY_SOCKET. */
  readonly address: string;
  close(): void;
}

/** sockaddr_un has 108 bytes, the last a NUL. */
const LONGEST_PATH = 107;

/** Datagrams taken in one turn: somebody who sends without a pause must not keep the event loop. */
const TURN = 8;

/**
 * Listens at `path`, or in the abstract name space where the path is too long (under a name that nobody can take
 * beforehand). The socket is open to everybody; `onMessages` gets what was sent by root or by a user that `isTrusted`
 * accepts, several at once when they come fast.
 */
export function openNotifySocket(
  path: string,
  isTrusted: (uid: number) => boolean,
  onMessages: (texts: readonly string[]) => void,
): NotifySocket {
  const abstract = Buffer.byteLength(path) > LONGEST_PATH;
  const address = abstract ? `@svforge-${randomName()}` : path;
  if (!abstract) removeIfPresent(path);
  const fd = openDatagramSocket(abstract ? `\0${address.slice(1)}` : path);
  if (!abstract) chmodSync(path, 0o666);
  const stop = watchOrClose(fd, () => {
    const texts: string[] = [];
    for (let i = 0; i < TURN; i++) {
      const message = receiveDatagram(fd);
      if (message === undefined) break;
      if (message.senderUid === 0 || isTrusted(message.senderUid)) texts.push(message.text);
    }
    if (texts.length > 0) onMessages(texts);
  });
  return {
    address,
    close() {
      stop();
      closeRaw(fd);
      if (!abstract) removeIfPresent(path);
    },
  };
}

/** User id a process runs as; undefined when it is gone. */
export function ownerOfProcess(pid: number): number | undefined {
  return statSync(`/proc/${pid}`, { throwIfNoEntry: false })?.uid;
}

/** Loaded here, where it is needed: half a megabyte in every other monitor. */
const randomName = (): string => process.getBuiltinModule("node:crypto").randomUUID();
