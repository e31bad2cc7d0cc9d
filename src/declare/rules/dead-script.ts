/**
 * Hand-written scripts that no kernel would start: not executable, no `#!` line, one that ends with a carriage return; and
 * a `log/` in which nothing runs, which leaves the service writing into a pipe that nobody reads.
 */
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Linked } from "../link.ts";
import type { AdoptedFile, Work } from "../service.ts";

type Adopted = Extract<Work, { kind: "service-dir" }>;
type Script = Extract<AdoptedFile, { kind: "file" }>;

/** A warning for each script; one for each directory, however many services take it. */
export function deadScript({ services }: Linked): readonly Diagnostic[] {
  const adopted = services.flatMap(({ work }) => (work.kind === "service-dir" ? [work] : []));
  const byPath = new Map(adopted.map((work) => [work.path, work]));
  return [...byPath.values()].flatMap((work) => [...scriptFindings(work), ...logFindings(work)]);
}

/** What a supervisor executes. Programs in `control/` are looked for when a signal is asked for, and may be missing. */
const EXECUTED = ["run", "finish", "log/run", "log/finish"];

function scriptFindings(work: Adopted): readonly Diagnostic[] {
  return work.files.flatMap((file) => {
    if (file.kind !== "file" || !EXECUTED.includes(file.path)) return [];
    const why = whyDead(file);
    return why === undefined ? [] : [finding(`${work.path}/${file.path}`, ...why)];
  });
}

function whyDead({ executable, content }: Script): [why: string, help: string] | undefined {
  if (!executable) return ["is not executable", "chmod +x, and commit the mode"];
  const start = new TextDecoder("latin1").decode(content.subarray(0, FIRST_LINE_BYTES));
  if (start.startsWith("\x7fELF")) return undefined;
  if (!start.startsWith("#!"))
    return ["does not begin with `#!`", "its first line names who reads it: `#!/bin/sh`"];
  return /^[^\n]*\r\n/.test(start)
    ? [
        "has a carriage return in its first line, and so an interpreter that is not there",
        "save it with Unix line ends",
      ]
    : undefined;
}

/** Of which Linux reads the interpreter's name (execve(2)). */
const FIRST_LINE_BYTES = 256;

function logFindings({ path, files }: Adopted): readonly Diagnostic[] {
  const hasFolder = files.some((f) => f.path === "log" && f.kind === "dir");
  if (!hasFolder || files.some((f) => f.path === "log/run")) return [];
  const help = "remove `log/` for the site's logger, or make `log` an empty file for none";
  return [finding(`${path}/log`, "has no `run`: nobody would read what the service writes", help)];
}

function finding(file: string, why: string, help: string): Diagnostic {
  const places = [{ file, line: 1, column: 1 }];
  return { code: "W0308", severity: "warning", message: `\`${file}\` ${why}`, help, places };
}
