/** Long work in pieces, so that signals, ends of children and control bytes come between. */

/** So many directories are looked at in a tenth of a millisecond. */
const AT_ONCE = 4;

/** Does something with each, some in every turn of the event loop, from the next one on. */
export function piecemeal<T>(items: readonly T[], act: (item: T) => void): void {
  let done = 0;
  const turn = (): void => {
    for (const item of items.slice(done, done + AT_ONCE)) act(item);
    done += AT_ONCE;
    if (done < items.length) setImmediate(turn);
  };
  if (items.length > 0) setImmediate(turn);
}
