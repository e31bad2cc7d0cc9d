/** Whether a saved plan has the shape of one: the file may come from anywhere, and its names become paths. */
import { flag, listOf, must, type Problem, text } from "../protocol/json-shape.ts";

type Fields = Readonly<Record<string, unknown>>;
type Holds = (value: unknown) => boolean;

/** True when everything an apply reads from the file is of its kind. Hashes are compared elsewhere. */
export function isSavedPlan(value: unknown): boolean {
  const payload = isObject(value) ? value["payload"] : undefined;
  return (
    has(value, {
      digest: isText,
      lineage: (id) => typeof id === "string",
      base: (base) => has(base, { generation: isNumberOrNull }),
    }) &&
    has(payload, {
      observed: (list) => isList(list, (pair) => isList(pair, isText) && (pair as unknown[]).length === 2),
      dirs: (dirs) => has(dirs, { scanDir: isAbsolute, stateDir: isAbsolute }),
      request: isRequest,
      definitions: (list) => isList(list, isDefinition),
    })
  );
}

const isRequest: Holds = (request) =>
  has(request, {
    desired: (desired) =>
      has(desired, { project: isText, target: isText, services: (list) => isList(list, isService) }),
    source: isObject,
    adopt: (list) => isList(list, isName),
    onDrift: (word) => ["refuse", "overwrite", "keep"].includes(String(word)),
    allowEssential: holds(flag),
    allowEmpty: holds(flag),
  });

const isService: Holds = (service) =>
  has(service, {
    name: isName,
    dirName: isName,
    hash: isHash,
    tree: isHash,
    files: (list) => isList(list, (file) => has(file, { path: isText, kind: isText })),
    policy: (list) => isList(list, (entry) => has(entry, { key: isText })),
    keys: (list) => isList(list, (entry) => has(entry, { key: isText })),
    startsAfter: (list) => isList(list, isName),
    restartsWith: (list) => isList(list, isName),
    dirs: (list) => isList(list, isObject),
    accepts: (list) => isList(list, isHash),
  });

const isDefinition: Holds = (definition) =>
  has(definition, {
    hash: isHash,
    entries: (list) =>
      isList(list, (entry) => {
        const kind = isObject(entry) ? entry["kind"] : undefined;
        if (kind === "file") return has(entry, { path: isText, content: (c) => typeof c === "string" });
        return has(entry, { path: isText, ...(kind === "symlink" ? { target: isText } : {}) });
      }),
  });

const isText: Holds = holds(text);
const isNumberOrNull: Holds = (value) => value === null || Number.isSafeInteger(value);
const isAbsolute: Holds = (value) => isText(value) && String(value).startsWith("/");
const isHash: Holds = (value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
/** One part of a path, and not one that means something else. */
const isName: Holds = (value) => isText(value) && !/[/\n]|^\./.test(String(value));

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isList(value: unknown, item: Holds): boolean {
  return holds(listOf(must("", item)))(value);
}

function has(value: unknown, keys: Readonly<Record<string, Holds>>): boolean {
  return isObject(value) && Object.entries(keys).every(([key, isRight]) => isRight(value[key]));
}

function holds(check: (value: unknown, key: string, problems: Problem[]) => void): Holds {
  return (value) => {
    const problems: Problem[] = [];
    check(value, "", problems);
    return problems.length === 0;
  };
}
