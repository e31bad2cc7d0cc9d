/** Signal names (without SIG) and their numbers on Linux, the same on x86, arm and riscv. */

export const SIGNALS: Readonly<Record<string, number>> = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  ILL: 4,
  TRAP: 5,
  ABRT: 6,
  BUS: 7,
  FPE: 8,
  KILL: 9,
  USR1: 10,
  SEGV: 11,
  USR2: 12,
  PIPE: 13,
  ALRM: 14,
  TERM: 15,
  STKFLT: 16,
  CHLD: 17,
  CONT: 18,
  STOP: 19,
  TSTP: 20,
  TTIN: 21,
  TTOU: 22,
  URG: 23,
  XCPU: 24,
  XFSZ: 25,
  VTALRM: 26,
  PROF: 27,
  WINCH: 28,
  IO: 29,
  PWR: 30,
  SYS: 31,
};

/** Name without SIG of `TERM`, `SIGTERM`, `term` or `15`; undefined when there is no such signal. */
export function signalName(text: string): string | undefined {
  const word = text.trim().toUpperCase().replace(/^SIG/, "");
  if (Object.hasOwn(SIGNALS, word)) return word;
  return Object.keys(SIGNALS).find((name) => String(SIGNALS[name]) === word);
}
