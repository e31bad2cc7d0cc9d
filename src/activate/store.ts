/**
 * The store: one folder for each definition, named by its hash, complete before it has its name and never changed
 * after. An activation therefore only ever points at something whole.
 */
import type { Entry } from "../compile/image.ts";
import { linkTarget, listNames, ownershipOf, readRegular } from "../os/live-tree.ts";
import { ensureDirectory, type Operations } from "../os/operations.ts";
import { fileRecords, type ServiceRecord, treeHash } from "../plan/manifest.ts";
import { type StatePaths, storeName } from "./paths.ts";

/** Longest file read back; a definition is configuration. */
const LIMIT_BYTES = 16 * 1024 * 1024;

/** Absolute path of a definition. */
export function storePath(state: StatePaths, record: Pick<ServiceRecord, "hash" | "dirName">): string {
  return `${state.store}/${storeName(record.hash, record.dirName)}`;
}

/** The definition is there, whole and unchanged. */
export function isStored(state: StatePaths, record: ServiceRecord): boolean {
  const path = storePath(state, record);
  if (ownershipOf(path)?.kind !== "dir") return false;
  return treeHash(fileRecords(readTree(path))) === record.tree;
}

/** Writes definitions that are not stored yet, durably: files, their directories, then the names. */
export function storeDefinitions(
  ops: Operations,
  state: StatePaths,
  definitions: readonly { readonly record: ServiceRecord; readonly entries: readonly Entry[] }[],
): void {
  ensureDirectory(ops, state.store, 0o755);
  const missing = definitions.filter(({ record }) => !isStored(state, record));
  for (const { record, entries } of missing) {
    const path = storePath(state, record);
    const temporary = `${state.store}/.new-${storeName(record.hash, record.dirName)}`;
    ops.removeTree(temporary);
    writeTree(ops, temporary, entries);
    if (ownershipOf(path) !== undefined) setAside(ops, state, path);
    ops.rename(temporary, path);
  }
  if (missing.length > 0) ops.syncDirectory(state.store);
}

/** A folder with the right name and other contents was edited by somebody; it stays for a look until `gc`. */
function setAside(ops: Operations, state: StatePaths, path: string): void {
  const name = path.slice(state.store.length + 1);
  ops.removeTree(`${state.store}/.edited-${name}`);
  ops.rename(path, `${state.store}/.edited-${name}`);
}

function writeTree(ops: Operations, root: string, entries: readonly Entry[]): void {
  const directories = [root];
  ops.makeDirectory(root, 0o755);
  for (const entry of entries) {
    const path = `${root}/${entry.path}`;
    if (entry.kind === "dir") {
      ops.makeDirectory(path, 0o755);
      directories.push(path);
    } else if (entry.kind === "symlink") {
      ops.makeSymlink(path, entry.target);
    } else {
      ops.writeFile(path, entry.content, entry.mode === 0o755 ? 0o555 : 0o444, true);
    }
  }
  for (const directory of directories.reverse()) ops.syncDirectory(directory);
}

/** Reads a stored definition back, in the form the compiler makes them. */
export function readTree(root: string): Entry[] {
  const entries: Entry[] = [];
  const visit = (folder: string, prefix: string): void => {
    for (const { name, kind } of listNames(folder) ?? []) {
      const path = prefix + name;
      const full = `${folder}/${name}`;
      if (kind === "dir") {
        entries.push({ path, kind: "dir" });
        visit(full, `${path}/`);
      } else if (kind === "link") {
        entries.push({ path, kind: "symlink", target: linkTarget(full) ?? "" });
      } else {
        const file = readRegular(full, LIMIT_BYTES);
        if (file === undefined) continue;
        entries.push({ path, kind: "file", mode: file.executable ? 0o755 : 0o644, content: file.content });
      }
    }
  };
  visit(root, "");
  return entries;
}
