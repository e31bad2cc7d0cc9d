/** One service on its way to one target: what every part of the compiler is given, and how it refuses. */
import type { Service, TargetName } from "../declare/service.ts";
import type { Diagnostic, Place } from "../diagnostics/diagnostic.ts";
import type { Graph } from "./graph.ts";

/** A key the target cannot say. `instead` completes "use …". */
export interface Refusal {
  readonly key: string;
  /** Why, when naming key and target does not explain itself. */
  readonly why?: string;
  readonly instead: string;
}

/** The service, what surrounds it, and the list its refusals go to. */
export class Unit {
  readonly service: Service;
  readonly target: TargetName;
  readonly graph: Graph;
  readonly #diagnostics: Diagnostic[];

  constructor(service: Service, context: { target: TargetName; graph: Graph; diagnostics: Diagnostic[] }) {
    this.service = service;
    this.target = context.target;
    this.graph = context.graph;
    this.#diagnostics = context.diagnostics;
  }

  /** Was the key, or a key below it, written by somebody (rather than filled in by a default)? */
  declares(key: string): boolean {
    const { origins } = this.service;
    if (origins.has(key)) return true;
    const below = `${key}.`;
    for (const origin of origins.keys()) if (origin.startsWith(below)) return true;
    return false;
  }

  /** The target has no word for a key. */
  refuse({ key, why, instead }: Refusal): void {
    const reason = why === undefined ? "" : `: ${why}`;
    this.error(
      "E0501",
      key,
      `${this.service.name}: target ${this.target} cannot express \`${key}\`${reason}`,
      instead,
    );
  }

  /** An error at the place where `key` was written, or else where the table around it was. */
  error(code: string, key: string, message: string, instead: string): void {
    const place = placeOf(this.service.origins, key);
    this.#diagnostics.push({
      code,
      severity: "error",
      message,
      places: place === undefined ? [] : [place],
      help: `use ${instead}`,
    });
  }
}

function placeOf(origins: ReadonlyMap<string, Place>, key: string): Place | undefined {
  for (let path = key; path !== ""; path = path.slice(0, Math.max(0, path.lastIndexOf(".")))) {
    const place = origins.get(path) ?? firstBelow(origins, path);
    if (place !== undefined) return place;
  }
  return undefined;
}

function firstBelow(origins: ReadonlyMap<string, Place>, key: string): Place | undefined {
  for (const [origin, place] of origins) if (origin.startsWith(`${key}.`)) return place;
  return undefined;
}
