/**
 * Being told when descriptors have something to read. One epoll descriptor stands for all of them in the event loop: a
 * handle of its own costs each five system calls and a kilobyte, and a thousand services have two thousand FIFOs.
 */
import { closeRaw } from "./close-raw.ts";
import { bind, lastErrno, watchInLoop } from "./libc.ts";
import { OsError } from "./os-error.ts";

/**
 * Calls `onReadable` whenever the descriptor has something to read or has reached its end, until the returned function is
 * called, which must be before the descriptor is closed. Throws for what the kernel does not watch (plain files).
 */
export function watchReadable(fd: number, onReadable: () => void): () => void {
  watched ??= openSet();
  const { epoll, watchers } = watched;
  const key = nextKey++;
  event[0] = EPOLLIN;
  event[KEY_AT / 4] = key;
  const result = calls.control(epoll, EPOLL_CTL_ADD, fd, event);
  const errno = lastErrno();
  if (result === 0) watchers.set(key, onReadable);
  closeIfUnused();
  if (result !== 0) throw new OsError("epoll_ctl", errno);
  return () => {
    if (!watchers.delete(key)) return;
    calls.control(epoll, EPOLL_CTL_DEL, fd, event);
    closeIfUnused();
  };
}

/** As `watchReadable`, of a descriptor that nobody else will close when that fails. */
export function watchOrClose(fd: number, onReadable: () => void): () => void {
  try {
    return watchReadable(fd, onReadable);
  } catch (error) {
    closeRaw(fd);
    throw error;
  }
}

interface WatchedSet {
  readonly epoll: number;
  /** By a key that is never used again: a descriptor's number may be, within one round of events. */
  readonly watchers: Map<number, () => void>;
  readonly leaveLoop: () => void;
}

let watched: WatchedSet | undefined;
let nextKey = 1;

function openSet(): WatchedSet {
  const epoll = calls.create(EPOLL_CLOEXEC);
  if (epoll === -1) throw new OsError("epoll_create1", lastErrno());
  const watchers = new Map<number, () => void>();
  return { epoll, watchers, leaveLoop: watchInLoop(epoll, () => dispatch(epoll, watchers)) };
}

/** An empty set would keep the process from ending. */
function closeIfUnused(): void {
  if (watched === undefined || watched.watchers.size > 0) return;
  watched.leaveLoop();
  closeRaw(watched.epoll);
  watched = undefined;
}

/** What one callback stops is not called any more, and what does not fit is reported in the next round. */
function dispatch(epoll: number, watchers: ReadonlyMap<number, () => void>): void {
  const count = calls.wait(epoll, events, AT_ONCE, 0);
  for (let i = 0; i < count; i++) watchers.get(events[(i * EVENT_BYTES + KEY_AT) / 4] ?? 0)?.();
}

const calls = {
  create: bind("int epoll_create1(int flags)"),
  control: bind("int epoll_ctl(int epoll, int operation, int fd, void *event)"),
  wait: bind("int epoll_wait(int epoll, void *events, int most, int timeoutMs)"),
};

const EPOLL_CLOEXEC = 0o2000000;
const EPOLL_CTL_ADD = 1;
const EPOLL_CTL_DEL = 2;
const EPOLLIN = 1;

/** struct epoll_event: events, then 8 bytes of ours; packed on x64 alone. */
const EVENT_BYTES = process.arch === "x64" ? 12 : 16;
const KEY_AT = EVENT_BYTES - 8;
const AT_ONCE = 64;

const event = new Uint32Array(EVENT_BYTES / 4);
const events = new Uint32Array((EVENT_BYTES * AT_ONCE) / 4);
