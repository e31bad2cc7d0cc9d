/** Two loggers in one directory rotate and delete each other's files. */
import type { Diagnostic, Place } from "../../diagnostics/diagnostic.ts";
import type { Linked } from "../link.ts";
import type { Service } from "../service.ts";
import { placeOf } from "./place-of.ts";
import { shared } from "./shared.ts";

/** An error for each service that logs where an earlier one does. */
export function sharedLogDirectory(linked: Linked): readonly Diagnostic[] {
  const clashes = shared(linked.services, logDirectory).filter((c) => c.first.dirName !== c.again.dirName);
  return clashes.map(({ value, first, again }) => {
    const [here] = placeOf(linked, again, "log.dir");
    const there = placeOf(linked, first, "log.dir").filter((p) => p !== here && !samePlace(p, here));
    return {
      code: "E0214",
      severity: "error",
      message: `\`${again.name}\` and \`${first.name}\` log into the same directory \`${value}\``,
      places: [
        ...(here === undefined ? [] : [here]),
        ...there.map((p) => ({ ...p, label: `\`${first.name}\` logs there` })),
      ],
      help: "give each its own; ${name} works in a shared `dir`",
    };
  });
}

/** Both from [defaults.log]. */
const samePlace = (a: Place, b: Place | undefined): boolean =>
  a.file === b?.file && a.line === b.line && a.column === b.column;

function logDirectory({ log, work }: Service): string | undefined {
  if (work.kind === "bundle" || log?.to.kind !== "dir") return undefined;
  return log.to.dir.replace(/\/+$/, "").replaceAll(/\/(\.?\/)+/g, "/");
}
