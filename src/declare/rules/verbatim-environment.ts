/** `[env]` values reach the process as they stand. One that holds a variable of declarations was meant otherwise. */
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Linked } from "../link.ts";
import { placeOf } from "./place-of.ts";

/** Nobody else writes these; `${name}` and `${host}` may be meant for the program. */
const OURS = /\$\{(instance|var\.[A-Za-z0-9_-]+)(:-[^}]*)?\}/;

/** A warning for each line, however many services take it. */
export function verbatimEnvironment(linked: Linked): readonly Diagnostic[] {
  const byLine = new Map<string, Diagnostic>();
  for (const service of linked.services) {
    for (const [name, value] of service.env) {
      const [variable, what] = OURS.exec(value) ?? [];
      if (variable === undefined) continue;
      const places = placeOf(linked, service, `env.${name}`);
      const line = `${places[0]?.file}:${places[0]?.line}`;
      const known = byLine.get(line);
      if (known === undefined) byLine.set(line, finding(name, variable, what === "instance", places));
    }
  }
  return [...byLine.values()];
}

function finding(
  name: string,
  variable: string,
  isInstance: boolean,
  places: Diagnostic["places"],
): Diagnostic {
  const help = isInstance
    ? `nothing in [env] is expanded; give each instance its own in [instance.NAME.env]`
    : "nothing in [env] is expanded; write the value itself";
  const message = `${name} reaches the process with \`${variable}\` in it`;
  return { code: "W0309", severity: "warning", message, help, places };
}
