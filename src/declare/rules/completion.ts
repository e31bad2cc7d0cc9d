/** Waiting for a daemon to complete would wait for ever. */
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Linked } from "../link.ts";
import { placeOf } from "./place-of.ts";

/** An error for each `condition = "completed"` on what is no oneshot. */
export function completion(linked: Linked): readonly Diagnostic[] {
  const kinds = new Map(linked.services.map((s) => [s.name, s.work.kind]));
  return linked.services.flatMap((service) =>
    service.dependsOn
      .filter((d) => d.condition === "completed" && kinds.get(d.service) !== "oneshot")
      .map((d) => ({
        code: "E0215",
        severity: "error" as const,
        message: `\`${service.name}\` waits for \`${d.service}\` to complete, but that is no oneshot`,
        places: placeOf(linked, service, `depends-on.${d.service}`, "depends-on"),
        help: 'a oneshot has type = "oneshot" and `up`; for a daemon use condition = "ready"',
      })),
  );
}
