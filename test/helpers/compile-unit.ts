/** One service as the parts of the compiler see it, and what they refuse. */
import { Graph } from "../../src/compile/graph.ts";
import { Unit } from "../../src/compile/unit.ts";
import type { Service, TargetName } from "../../src/declare/service.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { project } from "./service.ts";

export interface UnitUnderTest {
  readonly unit: Unit;
  readonly messages: () => readonly string[];
}

/** `subject` among `others`. */
export function unitOf(
  subject: Service,
  target: TargetName = "runit",
  ...others: readonly Service[]
): UnitUnderTest {
  const diagnostics: Diagnostic[] = [];
  const graph = new Graph(project(subject, ...others));
  return {
    unit: new Unit(subject, { target, graph, diagnostics }),
    messages: () => diagnostics.map((d) => d.message),
  };
}
