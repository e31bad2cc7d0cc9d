/** One complaint of the schema in our words. */
import { nearest } from "../diagnostics/suggest.ts";
import { FORMS } from "./forms.ts";
import { SERVICE_KEYS } from "./keys.gen.ts";
import { keyPathOf, type SchemaName, scopeOf } from "./known-keys.ts";
import type { Mark } from "./positions.ts";
import { unknownKey, type Wording } from "./unknown-key.ts";
import type { SchemaError } from "./validator.gen.js";

export interface Complaint {
  readonly error: SchemaError;
  /** Steps to the value (or to the table with the unknown or missing key). */
  readonly path: readonly string[];
  readonly mark: Mark;
  readonly schema: SchemaName;
}

/** Code, message and help; the caller knows the place. */
export function schemaMessage({ error, path, mark, schema }: Complaint): Wording {
  const scope = scopeOf(path, schema);
  const name = nameOf(path);
  const keyPath = scope.of === "service" ? keyPathOf(scope.path) : undefined;
  switch (error.keyword) {
    case "additionalProperties":
      return unknownKey(String(error.params.additionalProperty), scope, tableName(path));
    case "required": {
      const missing = String(error.params.missingProperty);
      return { code: "E0102", message: `\`${missing}\` is missing${tableName(path)}` };
    }
    case "type":
      return wrongType({ error, mark, name, keyPath });
    case "enum":
      return wrongWord(error.params.allowedValues as readonly unknown[], mark, name);
    case "minimum":
    case "maximum": {
      const bound = `${error.keyword === "minimum" ? "at least" : "at most"} ${error.params.limit}`;
      return { code: "E0106", message: `${name} must be ${bound}, found ${String(mark.value)}` };
    }
    case "minLength":
    case "minItems":
      return { code: "E0105", message: `${name} is empty` };
    case "propertyNames":
      return {
        code: "E0105",
        message: `${JSON.stringify(error.params.propertyName)} is not a name${tableName(path)}`,
        help: "names have letters, digits, _ and -",
      };
    default:
      return wrongForm(keyPath, mark, name);
  }
}

function wrongForm(keyPath: string | undefined, mark: Mark, name: string): Wording {
  const form = FORMS[SERVICE_KEYS[keyPath ?? ""]?.form ?? ""];
  const found = JSON.stringify(mark.value);
  if (form !== undefined)
    return { code: "E0105", message: `${name} is not ${form.what}: ${found}`, help: form.help };
  const help = PATTERN_HELP[keyPath ?? ""];
  return { code: "E0105", message: `${name} cannot be ${found}`, ...(help !== undefined && { help }) };
}

const PATTERN_HELP: Readonly<Record<string, string>> = {
  cpus: 'numbers and ranges: "0,2-3"',
  sched: "one of other, batch, idle, fifo, rr",
  capabilities: 'names without spaces, such as "net_bind_service"',
  "pass-env": 'names of variables, `*` for any ending: "LC_*"',
  "log.to": '"none", "inherit", "syslog", "syslog:ADDRESS" or "service:NAME"; a directory goes into `dir`',
  "log.filter": "a pattern begins with + (keep the line) or - (drop it)",
};

function wrongWord(allowed: readonly unknown[], mark: Mark, name: string): Wording {
  const words = allowed.map(String).filter((w) => !w.startsWith("SIG"));
  const near = nearest(String(mark.value), words);
  const list = `one of ${words.join(", ")}`;
  return {
    code: "E0104",
    message: `${name} cannot be ${JSON.stringify(mark.value)}`,
    help: near === undefined ? list : `did you mean "${near}"? ${list}`,
  };
}

interface WrongType {
  readonly error: SchemaError;
  readonly mark: Mark;
  readonly name: string;
  readonly keyPath: string | undefined;
}

function wrongType({ error, mark, name, keyPath }: WrongType): Wording {
  const expected = [error.params.type].flat().map((t) => TYPES[String(t)] ?? String(t));
  const message = `${name} must be ${listed(expected)}, found ${KINDS[mark.kind] ?? mark.kind}`;
  const help = TABLE_HELP[keyPath ?? ""] ?? typeHelp(expected, mark, SERVICE_KEYS[keyPath ?? ""]?.form);
  return { code: "E0101", message, ...(help !== undefined && { help }) };
}

const TYPES: Readonly<Record<string, string>> = {
  string: "a string",
  integer: "an integer",
  boolean: "true or false",
  array: "a list",
  object: "a table",
};

const KINDS: Readonly<Record<string, string>> = {
  ...TYPES,
  boolean: "a boolean",
  table: "a table",
  integer: "an integer",
};

/** For tables people write as one value elsewhere. */
const TABLE_HELP: Readonly<Record<string, string>> = {
  restart: 'write [restart] with policy = "always"',
  log: 'write [log] with dir = "…"',
  env: 'write [env] with NAME = "value"',
  ready: 'write [ready] with tcp = "127.0.0.1:80", or another probe',
  health: 'write [health] with tcp = "127.0.0.1:80", or another probe',
  stop: 'write [stop] with signal = "TERM"',
  reload: 'write [reload] with signal = "HUP"',
  limits: "write [limits] with nofile = 4096",
  "secrets.*": 'write { file = "/path/of/the/secret" }; the secret itself never stands in a declaration',
};

function typeHelp(expected: readonly string[], mark: Mark, form: string | undefined): string | undefined {
  const { value } = mark;
  if (typeof value === "string" && expected.includes("an integer") && /^-?\d+$/.test(value))
    return "remove the quotes";
  if (typeof value === "string" && expected.includes("true or false"))
    return "true and false stand without quotes";
  if (typeof value === "string" && expected.includes("a list")) return `write [${JSON.stringify(value)}]`;
  if (mark.kind !== "integer" || !expected.includes("a string")) return undefined;
  if (form === "duration") return `put it in quotes, with a unit: "${String(value)}s"`;
  return `put it in quotes: "${form === "mode" ? String(value).padStart(4, "0") : String(value)}"`;
}

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;

/** The key as a person finds it: an item of a list by the list's name. */
function nameOf(path: readonly string[]): string {
  const named = path.filter((step) => !/^\d+$/.test(step));
  return named.length < path.length
    ? `an item of \`${named.at(-1)}\``
    : `\`${named.at(-1) ?? "the document"}\``;
}

const tableName = (path: readonly string[]): string => (path.length === 0 ? "" : ` in [${path.join(".")}]`);
