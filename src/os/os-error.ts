/** A failed system call as a value one can print: which call, on what, why. Needs no FFI. */
import { constants } from "node:os";

/** `code` is the symbolic errno (`ENOENT`), as in Node's own errors, so that one handler serves both. */
export class OsError extends Error {
  readonly syscall: string;
  readonly code: string;
  readonly path: string | undefined;

  /** `errno` is the positive number the call left behind. */
  constructor(syscall: string, errno: number, path?: string) {
    const code = codes.get(errno) ?? `E${errno}`;
    super(`${syscall}${path === undefined ? "" : ` ${path}`}: ${plainWords[code] ?? code}`);
    this.name = "OsError";
    this.syscall = syscall;
    this.code = code;
    this.path = path;
  }
}

/** Of two names for one number (EAGAIN, EWOULDBLOCK) the first. */
const codes = new Map(
  Object.entries(constants.errno)
    .reverse()
    .map(([code, errno]) => [errno, code]),
);

/** The symbolic errno of anything thrown by a system call; "" for other errors. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

/** The path itself is the trouble: nothing is there, or something else. Anything else (no memory, a bad disk) may pass. */
export function saysWhatIsThere(error: unknown): boolean {
  return ["ENOENT", "ENOTDIR", "ELOOP", "EISDIR", "ENXIO"].includes(codeOf(error));
}

/** Nothing is said about what was asked for (a bad disk, no memory, no descriptors): the same question may have an answer later. */
export function mayPass(error: unknown): boolean {
  const code = codeOf(error);
  return code !== "" && code !== "EACCES" && code !== "EPERM" && !saysWhatIsThere(error);
}

/** Why a call failed, in daemontools' words where it has some: the last part of a message. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  if (code !== "") return plainWords[code] ?? code;
  return error instanceof Error ? error.message : String(error);
}

/** daemontools' error_str.c, for what people meet. */
const plainWords: Readonly<Record<string, string>> = {
  ENOENT: "file does not exist",
  EACCES: "access denied",
  EPERM: "permission denied",
  EAGAIN: "temporary failure",
  ENOEXEC: "exec format error",
  ELOOP: "symbolic link loop",
  EISDIR: "is a directory",
  ENOTDIR: "not a directory",
  EEXIST: "file already exists",
  ENXIO: "device not configured",
  EMFILE: "too many open files in this process",
  ENFILE: "too many open files in the system",
  ENOMEM: "out of memory",
  EROFS: "read-only file system",
  ENOSPC: "out of disk space",
  E2BIG: "argument list too long",
  ETXTBSY: "text file busy",
};
