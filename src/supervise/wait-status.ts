/** What wait(2) says about a process that ended, in the words `finish` and the restart policy need. */

/** Exit code, or -1 when a signal ended it or nobody knows: first argument of `finish` (runit). */
export function exitCodeOf(status: number | null): number {
  return status === null || (status & 0x7f) !== 0 ? -1 : (status >> 8) & 0xff;
}

/** Low byte of the wait status, core-dump bit included: second argument of `finish` (runit). */
export function lowByteOf(status: number | null): number {
  return status === null ? 0 : status & 0xff;
}

/** Ended by itself with one of the codes that mean success. */
export function isSuccess(status: number | null, successCodes: readonly number[]): boolean {
  const code = exitCodeOf(status);
  return code >= 0 && successCodes.includes(code);
}

/** Code a monitor leaves with on behalf of a service: its exit code, 128 + signal as a shell says it, 1 if unknown. */
export function shellCodeOf(status: number | null): number {
  if (status === null) return 1;
  const code = exitCodeOf(status);
  return code >= 0 ? code : 128 + (status & 0x7f);
}
