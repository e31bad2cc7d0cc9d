import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { planJson, renderJson } from "../../src/plan/render-json.ts";
import {
  HELD,
  imageOf,
  LOGGED,
  live,
  manifest,
  observation,
  planBetween,
  project,
} from "../helpers/plan-values.ts";

const schema = JSON.parse(
  readFileSync(new URL("../../schema/plan.schema.json", import.meta.url), "utf8"),
) as object;
const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);

const before = project(
  imageOf("a", { keys: { "env.A": "1" }, files: { run: "1" } }),
  imageOf("b"),
  imageOf("c", { files: { blob: "a\0b" } }),
  imageOf("d"),
  imageOf("e"),
);
const after = project(
  imageOf("a", { keys: { "env.A": "2" }, files: { run: "2" } }),
  imageOf("b", { files: LOGGED }),
  imageOf("c", { files: { blob: "c\0d" } }),
  imageOf("d", { files: { finish: "x" } }),
  imageOf("f", { movedFrom: "e", files: { run: "#!/bin/sh\nexec e\n" } }),
);
const observed = observation(
  ...manifest(...before.services).services.map((s) => {
    if (s.name === "d") return live(s, { process: HELD });
    return s.name === "c" ? live(s, { files: [] }) : live(s);
  }),
);
const plan = planBetween(before, after, { observed });

describe("planJson", () => {
  it.each([
    ["a plan of many kinds", plan],
    ["a first plan", planBetween(null, after)],
    ["an empty plan", planBetween(null, project())],
  ])("is what the schema says: %s", (_, value) => {
    validate(JSON.parse(renderJson(value)));
    expect(validate.errors).toBeNull();
  });

  it("lets a policy look for `remove`, and reasons say where", () => {
    const json = JSON.parse(renderJson(plan));
    const change = (name: string) => json.changes.find((c: { service: string }) => c.service === name);
    expect(change("b").actions).toEqual(["remove", "create"]);
    expect(change("a").reasons).toEqual([
      { code: "key-changed", path: "env.A", before: "1", after: "2", file: "services/a.toml", line: 1 },
    ]);
    expect(change("f")).toMatchObject({ actions: ["rename", "record"], "moved-from": "e" });
    expect(json).toMatchObject({ held: ["d"], applyable: false, drift: [{ service: "c" }] });
  });

  it("is the same text every time", () => {
    expect(renderJson(plan)).toBe(`${JSON.stringify(planJson(plan), null, 2)}\n`);
    expect(renderJson(planBetween(before, after, { observed }))).toBe(renderJson(plan));
  });
});
