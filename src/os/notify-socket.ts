/** The receiving end of sd_notify: one socket for one service. */
import { chmodSync, closeSync, statSync } from "node:fs";
import { removeIfPresent } from "./files.ts";
import { openDatagramSocket, receiveDatagram } from "./libc.ts";
import { watchReadable } from "./readable.ts";

export interface NotifySocket {
  /** Value of NOTIFY_SOCKET. */
  readonly address: string;
  close(): void;
}

/** sockaddr_un has 108 bytes, the last a NUL. */
const LONGEST_PATH = 107;

/**
 * Listens at `path`, or in the abstract name space where the path is too long. The socket is open to everybody;
 * `onMessage` gets what was sent by root or by a user that `isTrusted` accepts.
 */
export function openNotifySocket(
  path: string,
  isTrusted: (uid: number) => boolean,
  onMessage: (text: string) => void,
): NotifySocket {
  const abstract = Buffer.byteLength(path) > LONGEST_PATH;
  const address = abstract ? `@svforge${path.slice(-80)}` : path;
  if (!abstract) removeIfPresent(path);
  const fd = openDatagramSocket(abstract ? `\0${address.slice(1)}` : path);
  if (!abstract) chmodSync(path, 0o666);
  const stop = watchReadable(fd, () => {
    for (let message = receiveDatagram(fd); message !== undefined; message = receiveDatagram(fd))
      if (message.senderUid === 0 || isTrusted(message.senderUid)) onMessage(message.text);
  });
  return {
    address,
    close() {
      stop();
      closeSync(fd);
      if (!abstract) removeIfPresent(path);
    },
  };
}

/** User id a process runs as; undefined when it is gone. */
export function ownerOfProcess(pid: number): number | undefined {
  return statSync(`/proc/${pid}`, { throwIfNoEntry: false })?.uid;
}
