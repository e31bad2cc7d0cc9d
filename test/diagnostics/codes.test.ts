import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { CODES } from "../../src/diagnostics/codes.ts";

const used = new Set(
  readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((f) => f.endsWith(".ts") && !f.endsWith("codes.ts"))
    .flatMap((f) => readFileSync(join("src", f), "utf8").match(/"[EW]\d{4}"/g) ?? [])
    .map((code) => code.slice(1, -1)),
);

it("every code that is used is explained, and every explained code is used", () => {
  expect([...used].filter((code) => CODES[code] === undefined).sort()).toEqual([]);
  expect(Object.keys(CODES).filter((code) => !used.has(code))).toEqual([]);
});
