/** What is in a directory, by name: one call instead of one for each file somebody might have put there. */
import { constants, readdirSync } from "node:fs";
import { bind, lastErrno } from "./libc.ts";
import { closeFile, openFile } from "./open-file.ts";
import { mayPass, OsError } from "./os-error.ts";

/** Names in a directory, "." and ".." maybe among them; none when it cannot be read. Throws when it may be read later. */
export function namesIn(path: string): ReadonlySet<string> {
  try {
    return listed(path);
  } catch {
    return listedByNode(path);
  }
}

/** Node's own listing costs twice as much, and a supervisor makes two for every service it brings up. */
function listed(path: string): ReadonlySet<string> {
  const names = new Set<string>();
  const fd = openFile(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NONBLOCK);
  try {
    for (let size = entriesOf(fd); size > 0; size = entriesOf(fd))
      for (let at = 0; at < size; at += entries.readUInt16LE(at + LENGTH)) names.add(nameAt(at + NAME));
  } finally {
    closeFile(fd, path);
  }
  return names;
}

/** Fills `entries` as far as it goes; gives the number of bytes. */
function entriesOf(fd: number): number {
  const size = getdents(fd, entries, entries.length);
  if (size === -1) throw new OsError("getdents64", lastErrno());
  return size;
}

const nameAt = (at: number): string => entries.toString("utf8", at, entries.indexOf(0, at));

/** Places in struct linux_dirent64. */
const LENGTH = 16;
const NAME = 19;

/** musl calls it otherwise. */
const getdents = bind("long getdents64(int fd, void *entries, ulong size)");
const entries = Buffer.from(new ArrayBuffer(8192));

function listedByNode(path: string): ReadonlySet<string> {
  try {
    return new Set(readdirSync(path));
  } catch (error) {
    if (mayPass(error)) throw error;
    return new Set();
  }
}
