/**
 * Control bytes: what each letter on `supervise/control` asks for (semantics 3.2). One table for the machine, `svc`
 * and the tests. `w` of newer suites and every other byte is ignored.
 */

export type Command =
  | { readonly letter: string; readonly kind: "up" | "down" | "once" | "pause" | "continue" | "exit" }
  /** Signal to the process, without SIG. */
  | { readonly letter: string; readonly kind: "signal"; readonly signal: string };

export const COMMANDS: readonly Command[] = [
  { letter: "u", kind: "up" },
  { letter: "d", kind: "down" },
  { letter: "o", kind: "once" },
  { letter: "p", kind: "pause" },
  { letter: "c", kind: "continue" },
  { letter: "h", kind: "signal", signal: "HUP" },
  { letter: "a", kind: "signal", signal: "ALRM" },
  { letter: "i", kind: "signal", signal: "INT" },
  { letter: "t", kind: "signal", signal: "TERM" },
  { letter: "k", kind: "signal", signal: "KILL" },
  { letter: "x", kind: "exit" },
  { letter: "q", kind: "signal", signal: "QUIT" },
  { letter: "1", kind: "signal", signal: "USR1" },
  { letter: "2", kind: "signal", signal: "USR2" },
];

const BY_BYTE: readonly (Command | undefined)[] = tableByByte();

/** The command of one byte, undefined when it means nothing. */
export function commandOf(byte: number): Command | undefined {
  return BY_BYTE[byte];
}

function tableByByte(): (Command | undefined)[] {
  const table = new Array<Command | undefined>(256).fill(undefined);
  for (const command of COMMANDS) table[command.letter.charCodeAt(0)] = command;
  return table;
}
