/** Sending datagrams without waiting: to /dev/log, or over UDP to a numeric address. */
import { isIPv4, isIPv6 } from "node:net";
import { constants } from "node:os";
import { closeRaw } from "./close-raw.ts";
import { bind, lastErrno } from "./libc.ts";
import { OsError } from "./os-error.ts";

const AF_UNIX = 1;
const AF_INET = 2;
const AF_INET6 = 10;
/** SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK */
const DATAGRAM_SOCKET: number = 2 | 0o2000000 | 0o4000;
const MSG_NOSIGNAL = 0x4000;

const calls = {
  socket: bind("int socket(int domain, int type, int protocol)"),
  connect: bind("int connect(int fd, void *address, uint size)"),
  send: bind("long send(int fd, void *bytes, ulong size, int flags)"),
};

/** A connected datagram socket. */
export class MessageSocket {
  readonly #fd: number;

  /** `address`: a path, or `HOST:PORT` with a numeric host (an IPv6 one in brackets). */
  constructor(address: string) {
    const target = socketAddress(address);
    this.#fd = calls.socket(target.readUInt16LE(0), DATAGRAM_SOCKET, 0);
    if (this.#fd === -1) throw new OsError("socket", lastErrno(), address);
    if (calls.connect(this.#fd, target, target.length) === 0) return;
    const errno = lastErrno();
    closeRaw(this.#fd);
    throw new OsError("connect", errno, address);
  }

  /** False: the receiver is busy, try again later. */
  send(message: Uint8Array): boolean {
    if (calls.send(this.#fd, message, message.length, MSG_NOSIGNAL) >= 0) return true;
    const errno = lastErrno();
    if (errno === constants.errno.EAGAIN || errno === constants.errno.ENOBUFS) return false;
    throw new OsError("send", errno);
  }

  close(): void {
    closeRaw(this.#fd);
  }
}

/** The C form: family in the machine's byte order, port and host in the network's. */
function socketAddress(address: string): Buffer {
  if (address.startsWith("/")) {
    const name = Buffer.from(`${address}\0`);
    return Buffer.concat([Buffer.of(AF_UNIX, 0), name]);
  }
  const match = /^\[?([^\]]+?)\]?(?::(\d+))?$/.exec(address);
  const host = match?.[1] ?? "";
  const port = Buffer.alloc(2);
  port.writeUInt16BE(Number(match?.[2] ?? "514"));
  if (isIPv4(host))
    return Buffer.concat([
      Buffer.of(AF_INET, 0),
      port,
      Buffer.from(host.split(".").map(Number)),
      Buffer.alloc(8),
    ]);
  if (isIPv6(host))
    return Buffer.concat([Buffer.of(AF_INET6, 0), port, Buffer.alloc(4), ipv6Bytes(host), Buffer.alloc(4)]);
  throw new Error(`${address}: not a path and not a numeric address`);
}

function ipv6Bytes(host: string): Buffer {
  const [head = "", tail] = host.split("::");
  const words = (text: string): number[] =>
    text === "" ? [] : text.split(":").map((w) => Number.parseInt(w, 16));
  const [front, back] = [words(head), words(tail ?? "")];
  const all = [...front, ...new Array<number>(8 - front.length - back.length).fill(0), ...back];
  const bytes = Buffer.alloc(16);
  all.forEach((word, i) => {
    bytes.writeUInt16BE(word, i * 2);
  });
  return bytes;
}
