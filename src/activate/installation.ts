/** The identity of an installation: a state directory, the scan directory it fills, and the mark it leaves there. */
import { randomUUID } from "node:crypto";
import { ownershipOf, readRegular } from "../os/live-tree.ts";
import { ensureDirectory, type Operations } from "../os/operations.ts";
import { OWNER } from "../protocol/names.ts";
import { StateDamaged } from "./generations.ts";
import type { StatePaths } from "./paths.ts";

export interface Installation {
  readonly id: string;
  readonly scanDir: string;
}

/** What `.owner` in a live directory says. `next` is its coming name, while it is being renamed. */
export interface OwnerMark {
  readonly app: "svforge";
  readonly installation: string;
  readonly name: string;
  readonly next?: string;
}

/** The installation a state directory belongs to. Undefined: nothing was ever activated from it. */
export function readInstallation(state: StatePaths): Installation | undefined {
  const file = readRegular(state.installation, 65_536);
  if (file === undefined) return undefined;
  const value = parsed(file.content);
  if (typeof value?.id !== "string" || typeof value.scanDir !== "string") {
    throw new StateDamaged(`${state.installation}: damaged`);
  }
  return { id: value.id, scanDir: value.scanDir };
}

/** Makes the state directory of a new installation, durably. */
export function createInstallation(ops: Operations, state: StatePaths, scanDir: string): Installation {
  ensureDirectory(ops, state.root, 0o755);
  const installation = { id: randomUUID(), scanDir };
  const temporary = `${state.installation}.new`;
  ops.remove(temporary);
  ops.writeFile(temporary, `${JSON.stringify(installation)}\n`, 0o644, true);
  ops.rename(temporary, state.installation);
  ops.syncDirectory(state.root);
  return installation;
}

/** Reads the mark of a live directory. Undefined: there is none that a tool of this user wrote. */
export function readMark(directory: string): OwnerMark | undefined {
  const file = readRegular(`${directory}/${OWNER}`, 4096);
  if (file === undefined || !isTrusted(directory, file.uid)) return undefined;
  const value = parsed(file.content);
  if (value?.app !== "svforge") return undefined;
  if (typeof value.installation !== "string" || typeof value.name !== "string") return undefined;
  const next = typeof value.next === "string" ? { next: value.next } : {};
  return { app: "svforge", installation: value.installation, name: value.name, ...next };
}

/** Text of a mark. */
export function markText(installation: Installation, name: string, next?: string): string {
  const mark = {
    app: "svforge",
    installation: installation.id,
    name,
    ...(next === undefined ? {} : { next }),
  };
  return `${JSON.stringify(mark)}\n`;
}

/** Nobody but this user and root can have put anything into a directory. */
export function isOnlyOurs(directory: string): boolean {
  const me = process.getuid?.() ?? 0;
  const found = ownershipOf(directory);
  return found?.kind === "dir" && (found.mode & 0o022) === 0 && (found.uid === me || found.uid === 0);
}

/** A directory another user may write to proves nothing by what is in it. */
function isTrusted(directory: string, fileOwner: number): boolean {
  return isOnlyOurs(directory) && (fileOwner === 0 || fileOwner === process.getuid?.());
}

type Unchecked = { readonly [key in keyof (Installation & OwnerMark)]?: unknown };

function parsed(content: Uint8Array): Unchecked | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(content).toString("utf8"));
    return typeof value === "object" && value !== null ? (value as Unchecked) : undefined;
  } catch {
    return undefined;
  }
}
