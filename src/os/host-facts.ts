/** What this machine has: accounts as its C library sees them, files as this user sees them. */
import { spawnSync } from "node:child_process";
import { accessSync, constants, readFileSync, type Stats, statSync } from "node:fs";
import { hostname } from "node:os";

/** Answers for this machine, each question asked of the system once. Same shape as `declare`'s `HostFacts`. */
export class ThisHost {
  readonly name: string = hostname();
  readonly #known = new Map<string, boolean>();

  hasUser(user: string): boolean {
    return /^\d+$/.test(user) || this.#has("passwd", user);
  }

  hasGroup(group: string): boolean {
    return /^\d+$/.test(group) || this.#has("group", group);
  }

  kindOf(path: string): "file" | "executable" | "dir" | "other" | undefined {
    const stat = statOf(path);
    if (stat === undefined || stat.isDirectory()) return stat && "dir";
    if (!stat.isFile()) return "other";
    return mayExecute(path) ? "executable" : "file";
  }

  /** Since Node 22.15. Asked of Node itself: an import is bound to what the Node that built this program had. */
  hasZstd(): boolean {
    return "createZstdCompress" in process.getBuiltinModule("node:zlib");
  }

  #has(database: "passwd" | "group", name: string): boolean {
    const key = `${database}:${name}`;
    const known = this.#known.get(key) ?? lookUp(database, name);
    this.#known.set(key, known);
    return known;
  }
}

/** `getent` knows every source of accounts; where there is none (musl, containers), the files are the only one. */
function lookUp(database: "passwd" | "group", name: string): boolean {
  const { status, error } = spawnSync("getent", [database, "--", name], { stdio: "ignore", timeout: 10_000 });
  if (error === undefined && status !== null && status !== 1) return status === 0;
  try {
    return readFileSync(`/etc/${database}`, "utf8")
      .split("\n")
      .some((line) => line.startsWith(`${name}:`));
  } catch {
    return false;
  }
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function mayExecute(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
