/** Whether the services of a scan directory fit under the limit on open files, told before the first of them waits. */

/** The directory itself, and `lock`, `control` and `ok` in its `supervise/`. */
const OF_SERVICE = 4;

/** The same three of `log/`, the pipe, and what the log engine has open: pipe, two files of its state, directory, lock, `current`. */
const OF_LOGGER = 10;

/** Of the process itself, and what it keeps free to start programs and write status. */
const OWN = 72;

/** What to say when not all of them fit under `limit`; undefined: they do. */
export function shortageOf(
  services: readonly { readonly hasLog: boolean }[],
  limit: bigint,
): string | undefined {
  const needs = services.map(({ hasLog }) => OF_SERVICE + (hasLog ? OF_LOGGER : 0));
  const room = Number(limit) - OWN;
  let [total, fit] = [0, 0];
  for (const need of needs) {
    total += need;
    if (total <= room) fit++;
  }
  if (total <= room) return undefined;
  return [
    `the hard limit on open files is ${limit}, and ${services.length} services need about ${total + OWN}`,
    ` (${OF_SERVICE} each, ${OF_SERVICE + OF_LOGGER} with a logger): about ${fit} of them fit;`,
    " the others wait until there is room",
  ].join("");
}
