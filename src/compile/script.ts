/** Text of a generated shell script: lines in, one string out, and where the definition's line goes. */

export interface Script {
  readonly text: string;
  /** Offset (UTF-16 units) of the line start before which `export SVFORGE_DEF=…` is put; none = nowhere. */
  readonly definitionAt?: number;
}

export interface ScriptParts {
  /** Everything that comes before the process's own environment is laid out. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** A script that starts a process, and so can tell it which definition it was started from. */
export function startScript({ before, after }: ScriptParts): Script {
  const head = `${["#!/bin/sh", ...before].join("\n")}\n`;
  return { text: `${head}${after.join("\n")}\n`, definitionAt: head.length };
}

/** A script that others run: `finish`, `check`, `control/t`. */
export function plainScript(lines: readonly string[]): Script {
  return { text: `${["#!/bin/sh", ...lines].join("\n")}\n` };
}
