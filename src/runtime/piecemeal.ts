/** Long work in pieces, so that signals, ends of children and control bytes come between. */
import { yieldProcessor } from "../os/yield-processor.ts";

/** So many directories are looked at in a tenth of a millisecond. */
const AT_ONCE = 4;

/** Does something with each, some in every turn of the event loop, from the next one on. */
export function piecemeal<T>(items: Iterable<T>, act: (item: T) => void, onDone?: () => void): void {
  inTurns(some(items, act), () => onDone?.());
}

function* some<T>(items: Iterable<T>, act: (item: T) => void): Generator<undefined, undefined> {
  let done = 0;
  for (const item of items) {
    if (done > 0 && done % AT_ONCE === 0) yield;
    act(item);
    done++;
  }
}

/** Does work that says itself where others may come between, from the next turn of the event loop on. */
export function inTurns<T>(work: Iterator<undefined, T>, onDone: (result: T) => void): void {
  setImmediate(() => {
    // A service that was sent a signal just now may wait for this very processor, with another one idle.
    yieldProcessor();
    const { done, value } = work.next();
    if (done === true) onDone(value);
    else inTurns(work, onDone);
  });
}
