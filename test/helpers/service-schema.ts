/** Checks a `service.json` value against schema/service-dir.schema.json. */
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";

const file = new URL("../../schema/service-dir.schema.json", import.meta.url);
const validate = new Ajv2020({ allErrors: true }).compile(JSON.parse(readFileSync(file, "utf8")));

/** What is wrong with `value`; empty when it fits. */
export function validServiceJson(value: unknown): string[] {
  validate(value);
  return (validate.errors ?? []).map((e) => `${e.instancePath} ${e.message}`);
}
