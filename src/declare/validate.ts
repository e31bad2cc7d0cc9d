/**
 * A document against the schema of its kind. Complaints get places and words of ours; what was refused is taken out, so
 * that the rest can be read on as if it had never been there.
 */
import type { Diagnostic, Place } from "../diagnostics/diagnostic.ts";
import { nearest } from "../diagnostics/suggest.ts";
import type { SchemaName } from "./known-keys.ts";
import type { Mark, Positions } from "./positions.ts";
import { schemaMessage } from "./schema-message.ts";
import { Node, remove } from "./toml-tables.ts";
import { type SchemaError, validateProject, validateService } from "./validator.gen.js";

/** Findings about `document`, whose refused keys are gone afterwards. */
export function validate(document: Positions, schema: SchemaName): readonly Diagnostic[] {
  const strange: Diagnostic[] = [];
  refuseStrange(document, document.root, strange);
  const check = schema === "project" ? validateProject : validateService;
  if (check(document.root.value)) return strange;
  const errors = distinct(check.errors ?? []);
  const found = errors.map((error) => toDiagnostic(document, error, schema));
  for (const error of errors) prune(document, error);
  return [...strange, ...found];
}

/** Floats, dates and integers beyond what a number holds: no key takes them, and ajv misreads them. */
function refuseStrange(document: Positions, table: Mark, found: Diagnostic[]): void {
  table.entries?.forEach((entry, name) => {
    const message = strangeness(entry);
    if (message !== undefined) {
      found.push({ severity: "error", places: [document.place(entry.start, entry.end)], ...message(name) });
      remove(table as Node, name);
    } else if (entry.entries !== undefined) refuseStrange(document, entry, found);
  });
}

type Message = (name: string) => Pick<Diagnostic, "code" | "message" | "help">;

function strangeness(mark: Mark): Message | undefined {
  if (mark.kind === "string" || mark.kind === "table") return undefined;
  if (mark.kind === "array") return mark.items?.map(strangeness).find((m) => m !== undefined);
  if (typeof mark.value === "bigint")
    return (name) => ({
      code: "E0106",
      message: `\`${name}\` is too large: ${mark.value}`,
      help: "no key takes a number above 2^53",
    });
  if (mark.kind === "float")
    return (name) => ({
      code: "E0109",
      message: `\`${name}\` is a floating-point number`,
      help: "write an integer, or put it in quotes",
    });
  if (mark.value instanceof Date)
    return (name) => ({ code: "E0109", message: `\`${name}\` is a date or time`, help: "put it in quotes" });
  return undefined;
}

/** One complaint for one mistake: ajv reports a wrong name twice, and a wrong type along with all that follows from it. */
function distinct(errors: readonly SchemaError[]): readonly SchemaError[] {
  const typed = new Set(errors.filter((e) => e.keyword === "type").map((e) => e.instancePath));
  return errors.filter((error) => {
    if (error.keyword !== "propertyNames" && error.schemaPath.includes("/propertyNames/")) return false;
    if (error.keyword !== "type" && typed.has(error.instancePath)) return false;
    return error.keyword !== "required" || !isMistyped(error, errors);
  });
}

/** Whether the missing key is there under a name that looks like it. */
function isMistyped(missing: SchemaError, errors: readonly SchemaError[]): boolean {
  const name = String(missing.params.missingProperty);
  return errors.some(
    (e) =>
      e.keyword === "additionalProperties" &&
      e.instancePath === missing.instancePath &&
      nearest(String(e.params.additionalProperty), [name]) !== undefined,
  );
}

function toDiagnostic(document: Positions, error: SchemaError, schema: SchemaName): Diagnostic {
  const path = stepsOf(error.instancePath);
  const mark = markAt(document, path);
  return {
    severity: "error",
    places: [placeOf(document, mark, error)],
    ...schemaMessage({ error, path, mark, schema }),
  };
}

function placeOf(document: Positions, mark: Mark, { keyword, params }: SchemaError): Place {
  const key = params.additionalProperty ?? params.propertyName;
  const entry = typeof key === "string" ? mark.entries?.get(key) : undefined;
  if (entry !== undefined) return document.placeOfKey(entry);
  return keyword === "required" ? document.placeOfKey(mark) : document.place(mark.start, mark.end);
}

/** Takes out the key a complaint is about: the unknown one, or the nearest around the wrong value. */
function prune(document: Positions, { instancePath, keyword, params }: SchemaError): void {
  if (keyword === "required") return;
  const path = stepsOf(instancePath);
  const inside = params.additionalProperty ?? params.propertyName;
  const full = typeof inside === "string" ? [...path, inside] : path;
  let end = full.length - 1;
  while (end > 0 && markAt(document, full.slice(0, end)).entries === undefined) end -= 1;
  const table = markAt(document, full.slice(0, end));
  if (table instanceof Node) remove(table, full[end] ?? "");
}

function markAt(document: Positions, path: readonly string[]): Mark {
  let at = document.root;
  for (const step of path) at = at.entries?.get(step) ?? at.items?.[Number(step)] ?? at;
  return at;
}

/** Steps of a JSON pointer (RFC 6901). */
function stepsOf(pointer: string): readonly string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}
