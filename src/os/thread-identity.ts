/**
 * Acting for somebody else in this thread alone. Linux keeps identities per thread; the C library's functions change all
 * threads of a process, the bare system calls (and setfsuid) only the caller's. So the log engine's thread reaches into
 * a log directory with the rights of that log's user, whatever its owner has put there, while the supervisor stays root.
 */
import { constants } from "node:os";
import { bind, lastErrno } from "./libc.ts";
import { OsError } from "./os-error.ts";

export interface Identity {
  readonly uid: number;
  readonly gid: number;
}

const calls = {
  setfsuid: bind("int setfsuid(uint uid)"),
  setfsgid: bind("int setfsgid(uint gid)"),
  syscall: bind("long syscall(long number, long a, long b, long c, long d)"),
};

/** System call numbers, which x64 has of its own and all newer architectures share. */
const NUMBERS =
  process.arch === "x64"
    ? { setgroups: 116, setresuid: 117, setresgid: 119 }
    : { setgroups: 159, setresuid: 147, setresgid: 149 };

const isRoot = process.geteuid?.() === 0;

/** Runs `act` with the file rights of `identity`: files it opens, makes, renames. As a normal user it just runs. */
export function withFileRights<T>(identity: Identity, act: () => T): T {
  if (!isRoot || identity.uid === 0) return act();
  calls.setfsgid(identity.gid);
  calls.setfsuid(identity.uid);
  try {
    if (calls.setfsuid(-1 >>> 0) !== identity.uid) throw new OsError("setfsuid", constants.errno.EPERM);
    return act();
  } finally {
    calls.setfsuid(0);
    calls.setfsgid(0);
  }
}

/** Runs `act`, which starts a program, so that the program is `identity` for good and has no other groups. */
export function asParentOf<T>(identity: Identity, act: () => T): T {
  if (!isRoot || identity.uid === 0) return act();
  try {
    raw("setresgid", identity.gid, identity.gid, 0);
    raw("setresuid", identity.uid, identity.uid, 0);
    return act();
  } finally {
    raw("setresuid", 0, 0, 0);
    raw("setresgid", 0, 0, 0);
  }
}

/** Takes this thread out of all supplementary groups, so that `withFileRights` leaves none of root's. */
export function leaveGroups(): void {
  if (isRoot) raw("setgroups", 0, 0, 0);
}

function raw(name: keyof typeof NUMBERS, a: number, b: number, c: number): void {
  if (calls.syscall(NUMBERS[name], a, b, c, 0) === -1) throw new OsError(name, lastErrno());
}
