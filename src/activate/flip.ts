/**
 * Laying out and changing a live service directory. Its inode never changes while it is supervised; `def` is flipped
 * by rename, and every other name leads through it, so a start sees one definition or the other.
 */

import { linkTarget, listNames, ownershipOf } from "../os/live-tree.ts";
import { ensureDirectory, type Operations } from "../os/operations.ts";
import { linksOf } from "../plan/drift.ts";
import { isLogged, type ServiceRecord } from "../plan/manifest.ts";
import { DEF, DOWN, LOG, OWNER } from "../protocol/names.ts";
import type { Context } from "./context.ts";
import { type Installation, markText } from "./installation.ts";
import { askForRescan } from "./monitor.ts";

/**
 * Builds a complete live directory under a name no monitor looks at, on disk before this returns: whatever carries
 * its final name after a power cut has its mark too. `startDown`: put a real `down` file in.
 */
export function buildLive(
  ops: Operations,
  path: string,
  options: {
    readonly installation: Installation;
    readonly record: ServiceRecord;
    readonly stored: string;
    readonly startDown: boolean;
  },
): void {
  const { installation, record, stored, startDown } = options;
  ops.removeTree(path);
  ops.makeDirectory(path, 0o755);
  ops.writeFile(`${path}/${OWNER}`, markText(installation, record.dirName), 0o644, true);
  ops.makeSymlink(`${path}/${DEF}`, stored);
  if (isLogged(record)) ops.makeDirectory(`${path}/${LOG}`, 0o755);
  for (const link of linksOf(record.files)) {
    if (startDown && link.path === DOWN) continue;
    ops.makeSymlink(`${path}/${link.path}`, link.target);
  }
  if (startDown) ops.writeFile(`${path}/${DOWN}`, "", 0o644, false);
  if (isLogged(record)) ops.syncDirectory(`${path}/${LOG}`);
  ops.syncDirectory(path);
}

/**
 * Makes a live directory follow another definition. Names only the new one has are linked before the flip (they lead
 * nowhere until then), names only the old one had go after it: a dangling link counts as absent everywhere.
 */
export function flip(ops: Operations, path: string, record: ServiceRecord, stored: string): void {
  const wanted = linksOf(record.files);
  for (const link of wanted) setLink(ops, `${path}/${link.path}`, link.target);
  setLink(ops, `${path}/${DEF}`, stored);
  const names = new Set(wanted.map((l) => l.path));
  for (const extra of ourLinks(path)) if (!names.has(extra)) ops.remove(`${path}/${extra}`);
}

/** The definition a live directory follows: target of `def`. */
export function followed(path: string): string | undefined {
  return linkTarget(`${path}/${DEF}`);
}

/** Points a symlink somewhere by rename, unless it is right already. What stood there under that name goes. */
function setLink(ops: Operations, path: string, target: string): void {
  if (linkTarget(path) === target) return;
  const slash = path.lastIndexOf("/");
  const temporary = `${path.slice(0, slash)}/.${path.slice(slash + 1)}.new`;
  if (ownershipOf(path)?.kind === "dir") ops.removeTree(path);
  ops.remove(temporary);
  ops.makeSymlink(temporary, target);
  ops.rename(temporary, path);
}

/** Links of a live directory that lead into `def`. */
function ourLinks(path: string): string[] {
  const within = (folder: string, prefix: string, target: string): string[] =>
    (listNames(folder) ?? [])
      .filter((n) => n.kind === "link" && linkTarget(`${folder}/${n.name}`)?.startsWith(target))
      .map((n) => prefix + n.name);
  const inLog = ownershipOf(`${path}/${LOG}`)?.kind === "dir";
  return [
    ...within(path, "", `${DEF}/`),
    ...(inLog ? within(`${path}/${LOG}`, `${LOG}/`, `../${DEF}/`) : []),
  ];
}

/**
 * Renames live directories, while nothing else has a monitor look: one that lists the scan directory before a rename
 * and looks at the name after it takes the service for removed (s6-svscan ends it).
 */
export function renameAll(
  context: Pick<Context, "ops" | "scanDir" | "monitor" | "installation">,
  moves: readonly { readonly from: string; readonly to: string }[],
): void {
  const { ops, scanDir, monitor, installation } = context;
  for (const { from, to } of moves) renameLive(ops, scanDir, { installation, from, to });
  if (moves.length > 0) askForRescan(ops, scanDir, monitor);
}

/** Renames a live directory; its mark allows both names until the rename is on disk. */
function renameLive(
  ops: Operations,
  scanDir: string,
  move: { readonly installation: Installation; readonly from: string; readonly to: string },
): void {
  setMark(ops, `${scanDir}/${move.from}`, markText(move.installation, move.from, move.to));
  ops.rename(`${scanDir}/${move.from}`, `${scanDir}/${move.to}`);
  ops.syncDirectory(scanDir);
  setMark(ops, `${scanDir}/${move.to}`, markText(move.installation, move.to));
}

/** Replaces the mark of a live directory, durably: a directory without a good one is nobody's. */
export function setMark(ops: Operations, path: string, text: string): void {
  ops.remove(`${path}/${OWNER}.new`);
  ops.writeFile(`${path}/${OWNER}.new`, text, 0o644, true);
  ops.rename(`${path}/${OWNER}.new`, `${path}/${OWNER}`);
  ops.syncDirectory(path);
}

/**
 * Forces what was done to live directories to disk: a generation is only called good, or undone, when the services
 * that a boot would start are those. Names that are gone count too.
 */
export function forceLive(ops: Operations, scanDir: string, dirNames: readonly string[]): void {
  for (const dirName of dirNames) {
    const path = `${scanDir}/${dirName}`;
    if (ownershipOf(path)?.kind !== "dir") continue;
    if (ownershipOf(`${path}/${LOG}`)?.kind === "dir") ops.syncDirectory(`${path}/${LOG}`);
    ops.syncDirectory(path);
  }
  if (dirNames.length > 0) ops.syncDirectory(scanDir);
}

/** Makes the scan directory if it is missing. */
export function ensureScanDir(ops: Operations, scanDir: string): void {
  ensureDirectory(ops, scanDir, 0o755);
}
