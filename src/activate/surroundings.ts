/** What a service needs around its directory: the directories it declares, and who may control it. */

import { ownershipOf } from "../os/live-tree.ts";
import { ensureDirectory } from "../os/operations.ts";
import { codeOf, reasonOf } from "../os/os-error.ts";
import { findGroup, findUser } from "../os/users.ts";
import type { ServiceRecord } from "../plan/manifest.ts";
import { SUPERVISE, SUPERVISE_FILES } from "../protocol/names.ts";
import { type Context, Failed, livePath } from "./context.ts";

/** Makes the declared directories that are missing, with owner and mode. Existing ones are left as they are. */
export function prepare(context: Context, record: ServiceRecord): void {
  for (const directory of record.dirs) {
    try {
      if (ownershipOf(directory.path) !== undefined) continue;
      ensureDirectory(context.ops, parentOf(directory.path), 0o755);
      const { uid, gid } = idsOf(record, directory.owner, directory.group);
      context.ops.makeDirectory(directory.path, directory.mode);
      if (uid !== -1 || gid !== -1) context.ops.own(directory.path, uid, gid, directory.mode);
    } catch (error) {
      if (codeOf(error) === "") throw error;
      throw new Failed(record.dirName, `cannot make ${directory.path}: ${reasonOf(error)}`);
    }
  }
}

/** Gives the FIFOs of `supervise/` to those who may see and control the service (semantics 2.18). */
export function setControl(context: Context, record: ServiceRecord): void {
  const control = record.control;
  const folder = `${livePath(context, record.dirName)}/${SUPERVISE}`;
  if (control === undefined || ownershipOf(folder)?.kind !== "dir") return;
  const { uid, gid } = idsOf(record, control.user, control.group);
  const fifoMode = control.group === undefined ? 0o600 : 0o660;
  context.ops.own(folder, -1, -1, 0o755);
  const okMode = control.status === "all" ? 0o666 : fifoMode;
  for (const [name, mode] of [
    [SUPERVISE_FILES.control, fifoMode],
    [SUPERVISE_FILES.ok, okMode],
  ] as const) {
    const path = `${folder}/${name}`;
    if (ownershipOf(path)?.kind === "other") context.ops.own(path, uid, gid, mode);
  }
}

function idsOf(record: ServiceRecord, user?: string, group?: string): { uid: number; gid: number } {
  const found = user === undefined ? undefined : findUser(user);
  if (user !== undefined && found === undefined) throw new Failed(record.dirName, `no user ${user}`);
  const gid = group === undefined ? found?.gid : findGroup(group);
  if (group !== undefined && gid === undefined) throw new Failed(record.dirName, `no group ${group}`);
  return { uid: found?.uid ?? -1, gid: gid ?? -1 };
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/")) || "/";
}
