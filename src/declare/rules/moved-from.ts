/** A service was renamed from something that is not there any more, and only one service was. */
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Linked } from "../link.ts";
import { placeOf } from "./place-of.ts";
import { shared } from "./shared.ts";

/** An error for each earlier name that is in use or claimed twice. */
export function movedFrom(linked: Linked): readonly Diagnostic[] {
  const names = new Set(linked.services.map((s) => s.name));
  const still = linked.services.filter((s) => s.movedFrom !== undefined && names.has(s.movedFrom));
  const twice = shared(linked.services, (s) => s.movedFrom);
  return [
    ...still.map((service) => ({
      code: "E0216",
      severity: "error" as const,
      message: `\`${service.name}\` moved from \`${service.movedFrom}\`, which is still declared`,
      places: placeOf(linked, service, "moved-from"),
      help: "remove `moved-from`, or the old declaration",
    })),
    ...twice.map(({ value, first, again }) => ({
      code: "E0216",
      severity: "error" as const,
      message: `both \`${first.name}\` and \`${again.name}\` moved from \`${value}\``,
      places: [...placeOf(linked, again, "moved-from"), ...placeOf(linked, first, "moved-from")],
      help: "only one of them can take over the running service",
    })),
  ];
}
