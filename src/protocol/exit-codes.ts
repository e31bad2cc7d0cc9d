/** Exit codes. `svforge …`: design section 6. daemontools names: 100 usage or permanent, 111 temporary failure. */
export const EXIT = {
  ok: 0,
  failure: 1,
  changes: 2,
  invalid: 3,
  stale: 4,
  locked: 5,
  rolledBack: 6,
  rollbackIncomplete: 7,
  drift: 8,
  untrusted: 9,
  usage: 64,
  noReader: 141,
} as const;

export const DAEMONTOOLS_EXIT = { ok: 0, usage: 100, notRunning: 100, temporary: 111 } as const;
