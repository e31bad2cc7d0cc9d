/**
 * Small checks that compose into the shape of a JSON document. A check collects every problem with its key and never
 * throws; it is enough for the few documents the runtime reads, which must not load a schema validator.
 */

export interface Problem {
  /** Path of the key, `restart.delay-ms`, `depends-on[1].service`; empty for the document itself. */
  readonly key: string;
  readonly reason: string;
}

export type Check = (value: unknown, key: string, problems: Problem[]) => void;

/** A check by predicate: `expected` completes "must be …". */
export function must(expected: string, holds: (value: unknown) => boolean): Check {
  return (value, key, problems) => {
    if (!holds(value)) problems.push({ key, reason: `must be ${expected}` });
  };
}

/** Text without a NUL byte and not empty. */
export const text: Check = must(
  "a text that is not empty and holds no NUL",
  (v) => typeof v === "string" && v !== "" && !v.includes("\0"),
);

export const flag: Check = must("true or false", (v) => typeof v === "boolean");

/** A whole number in the range, ends included. */
export function whole(min: number, max: number = Number.MAX_SAFE_INTEGER): Check {
  const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
  return must(
    `a whole number ${range}`,
    (v) => Number.isSafeInteger(v) && Number(v) >= min && Number(v) <= max,
  );
}

/** Exactly one of the texts. */
export function word(...words: readonly string[]): Check {
  return must(words.map((w) => `"${w}"`).join(" or "), (v) => typeof v === "string" && words.includes(v));
}

/** null, or what the inner check says. */
export function nullable(check: Check): Check {
  return (value, key, problems) => {
    if (value !== null) check(value, key, problems);
  };
}

/** A list whose items all satisfy the check. */
export function listOf(check: Check, min = 0): Check {
  return (value, key, problems) => {
    if (!Array.isArray(value)) problems.push({ key, reason: "must be a list" });
    else if (value.length < min) problems.push({ key, reason: "must not be empty" });
    else for (const [i, item] of value.entries()) check(item, `${key}[${i}]`, problems);
  };
}

/** An object with these keys and no other. */
export function object(
  required: Readonly<Record<string, Check>>,
  optional: Readonly<Record<string, Check>> = {},
): Check {
  return (value, key, problems) => {
    if (!isObject(value)) {
      problems.push({ key, reason: "must be an object" });
      return;
    }
    for (const name of Object.keys(required))
      if (!Object.hasOwn(value, name)) problems.push({ key: join(key, name), reason: "is missing" });
    for (const name of Object.keys(value)) {
      const check = own(required, name) ?? own(optional, name);
      if (check === undefined) problems.push({ key: join(key, name), reason: "is not a known key" });
      else check(value[name], join(key, name), problems);
    }
  };
}

/** An object with exactly one of the first keys, all of the second, and perhaps some of the third. */
export function choice(
  one: Readonly<Record<string, Check>>,
  required: Readonly<Record<string, Check>> = {},
  optional: Readonly<Record<string, Check>> = {},
): Check {
  const shape = object(required, { ...one, ...optional });
  const names = Object.keys(one);
  return (value, key, problems) => {
    shape(value, key, problems);
    if (!isObject(value)) return;
    const given = names.filter((name) => Object.hasOwn(value, name));
    if (given.length !== 1) problems.push({ key, reason: `must have exactly one of ${names.join(", ")}` });
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function own(checks: Readonly<Record<string, Check>>, name: string): Check | undefined {
  return Object.hasOwn(checks, name) ? checks[name] : undefined;
}

function join(key: string, name: string): string {
  return key === "" ? name : `${key}.${name}`;
}
