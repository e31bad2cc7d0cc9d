import { expect, it } from "vitest";
import { Graph } from "../../src/compile/graph.ts";
import { Unit } from "../../src/compile/unit.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { project, service } from "../helpers/service.ts";

const place = (line: number) => ({ file: "services/web.toml", line, column: 1 });

function unitWith(keys: readonly string[]): { unit: Unit; diagnostics: Diagnostic[] } {
  const origins = new Map(keys.map((key, i) => [key, place(i + 1)]));
  const declared = service({ origins });
  const diagnostics: Diagnostic[] = [];
  return {
    unit: new Unit(declared, { target: "runit", graph: new Graph(project(declared)), diagnostics }),
    diagnostics,
  };
}

it("knows a key, or one below it, as declared", () => {
  const { unit } = unitWith(["limits.nofile", "user"]);
  expect(["limits.nofile", "limits", "user", "limit", "use"].map((key) => unit.declares(key))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});

it("names key, target, reason and way out, at the place of the key or of its table", () => {
  const { unit, diagnostics } = unitWith(["user", "restart.policy", "log"]);
  unit.refuse({ key: "restart.policy", instead: "this" });
  unit.refuse({ key: "restart.delay", why: "it cannot", instead: "that" });
  unit.refuse({ key: "log.user", instead: "that" });
  unit.refuse({ key: "health", instead: "that" });
  expect(diagnostics[0]).toEqual({
    code: "E0501",
    severity: "error",
    message: "web: target runit cannot express `restart.policy`",
    places: [place(2)],
    help: "use this",
  });
  expect(diagnostics[1]?.message).toBe("web: target runit cannot express `restart.delay`: it cannot");
  expect(diagnostics.map((d) => d.places[0]?.line)).toEqual([2, 2, 3, undefined]);
});
