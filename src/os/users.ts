/** Users and groups by name or number, from /etc/passwd and /etc/group alone (no NSS: musl has none either). */
import { readTextIfPresent } from "./files.ts";

export interface User {
  readonly uid: number;
  /** Undefined for a number that /etc/passwd does not list. */
  readonly gid: number | undefined;
}

/** Undefined: no such user. A number needs no entry. */
export function findUser(nameOrId: string): User | undefined {
  const id = asId(nameOrId);
  const line = findLine("/etc/passwd", (fields) =>
    id === undefined ? fields[0] === nameOrId : fields[2] === String(id),
  );
  if (line === undefined) return id === undefined ? undefined : { uid: id, gid: undefined };
  return { uid: Number(line[2]), gid: Number(line[3]) };
}

/** The group id; undefined: no such group. */
export function findGroup(nameOrId: string): number | undefined {
  const id = asId(nameOrId);
  if (id !== undefined) return id;
  const line = findLine("/etc/group", (fields) => fields[0] === nameOrId);
  return line === undefined ? undefined : Number(line[2]);
}

/** A user's name for messages; the number itself when it has none. */
export function nameOfUser(uid: number): string {
  return findLine("/etc/passwd", (fields) => fields[2] === String(uid))?.[0] ?? String(uid);
}

function asId(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

/** A site's /etc/passwd can be long. */
const LIMIT_BYTES = 256 * 1024 * 1024;

function findLine(file: string, matches: (fields: readonly string[]) => boolean): string[] | undefined {
  for (const line of (readTextIfPresent(file, LIMIT_BYTES) ?? "").split("\n")) {
    const fields = line.split(":");
    if (fields.length > 3 && matches(fields)) return fields;
  }
  return undefined;
}
