/** Two services never share an entry of the scan directory. */
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Linked } from "../link.ts";
import { placeOf } from "./place-of.ts";
import { shared } from "./shared.ts";

/** An error for each directory name that is taken. */
export function uniqueDirectories(linked: Linked): readonly Diagnostic[] {
  return shared(linked.services, (service) => service.dirName).map(({ value, first, again }) => ({
    code: "E0204",
    severity: "error",
    message: `\`${again.name}\` and \`${first.name}\` have the same directory \`${value}\``,
    places: [
      ...placeOf(linked, again, "dir-name"),
      ...placeOf(linked, first, "dir-name").map((p) => ({ ...p, label: "first used here" })),
    ],
    help: "use ${instance} in `dir-name`",
  }));
}
