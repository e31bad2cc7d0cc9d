/** Long work in pieces, so that signals, ends of children and control bytes come between. */
import { monotonicMs } from "../os/clock.ts";
import { giveWay } from "../os/libc.ts";

/** Of a piece; what has begun is ended. The first look at a directory takes most of it, a later one a quarter. */
const PIECE_MS = 0.1;

/** Does something with each, some in every turn of the event loop, from the next one on. */
export function piecemeal<T>(items: Iterable<T>, act: (item: T) => void, onDone?: () => void): void {
  inTurns(some(items, act), () => onDone?.());
}

function* some<T>(items: Iterable<T>, act: (item: T) => void): Generator<undefined, undefined> {
  let end = monotonicMs() + PIECE_MS;
  for (const item of items) {
    if (monotonicMs() >= end) {
      yield;
      end = monotonicMs() + PIECE_MS;
    }
    act(item);
  }
}

/** Does work that says itself where others may come between, from the next turn of the event loop on. */
export function inTurns<T>(work: Iterator<undefined, T>, onDone: (result: T) => void): void {
  setImmediate(() => {
    giveWay();
    const { done, value } = work.next();
    if (done === true) onDone(value);
    else inTurns(work, onDone);
  });
}
