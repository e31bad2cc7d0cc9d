/**
 * posix_spawn: a child that shares this process's memory until it executes its program, so the size of ours costs nothing.
 */
import { constants } from "node:fs";
import * as linux from "./constants-linux.ts";
import { bind, type ResourceLimit, type StringTable, setOpenFilesLimit } from "./libc.ts";
import { OsError } from "./os-error.ts";

/** A descriptor of this process, or a path below `directory` which the new one opens to read and write. */
export type Source = number | string;

export interface SpawnOrder {
  /** Path of the program, relative to `directory` when it has no leading slash. Never searched for in PATH. */
  readonly program: string;
  readonly argv: StringTable;
  readonly environment: StringTable;
  /** Descriptor of the directory the program starts in. */
  readonly directory: number;
  /** `[source, target]`: what becomes descriptor `target` of the new process. */
  readonly descriptors: readonly (readonly [source: Source, target: number])[];
  /** The limit on open files that the program gets, and the one this process then has again. Undefined: it gets ours. */
  readonly openFiles?: { readonly child: ResourceLimit; readonly own: ResourceLimit } | undefined;
}

const calls = {
  spawn: bind(
    "int posix_spawn(void *pid, const char *path, void *actions, void *attributes, void *argv, void *envp)",
  ),
  init: bind("int posix_spawn_file_actions_init(void *actions)"),
  destroy: bind("int posix_spawn_file_actions_destroy(void *actions)"),
  dup2: bind("int posix_spawn_file_actions_adddup2(void *actions, int fd, int target)"),
  close: bind("int posix_spawn_file_actions_addclose(void *actions, int fd)"),
  open: bind(
    "int posix_spawn_file_actions_addopen(void *actions, int fd, const char *path, int flags, uint mode)",
  ),
  chdir: bind("int posix_spawn_file_actions_addfchdir_np(void *actions, int fd)"),
  attrInit: bind("int posix_spawnattr_init(void *attributes)"),
  setFlags: bind("int posix_spawnattr_setflags(void *attributes, short flags)"),
  setDefaults: bind("int posix_spawnattr_setsigdefault(void *attributes, void *set)"),
  setMask: bind("int posix_spawnattr_setsigmask(void *attributes, void *set)"),
  emptySet: bind("int sigemptyset(void *set)"),
  fillSet: bind("int sigfillset(void *set)"),
};

/** Larger than any libc's posix_spawn_file_actions_t, posix_spawnattr_t and sigset_t (80, 336 and 128 bytes). */
const actions = new ArrayBuffer(512);
const pidOut = new Int32Array(new ArrayBuffer(8));
let attributes: ArrayBuffer | undefined;

/**
 * Starts a program in a session of its own, signals unblocked and at their defaults, nothing open but `descriptors`.
 * Gives the pid; throws `OsError` also when the exec itself fails: no shell is tried for a file without `#!`. On failure
 * no child remains.
 */
export function spawn(order: SpawnOrder): number {
  attributes ??= spawnAttributes();
  if (built?.directory !== order.directory || !areSame(built.descriptors, order.descriptors))
    buildActions(order);
  const errno = spawnWithin(order, attributes);
  if (errno !== 0) throw new OsError("exec", errno, order.program);
  return pidOut[0] ?? 0;
}

type Actions = Pick<SpawnOrder, "directory" | "descriptors">;

/** What `actions` holds: numbers and names, good for as many starts as come. */
let built: Actions | undefined;

/** Whether two programs get the same descriptors. */
export function areSame(a: SpawnOrder["descriptors"], b: SpawnOrder["descriptors"]): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  return a.every(([source, target], i) => source === b[i]?.[0] && target === b[i]?.[1]);
}

function buildActions({ directory, descriptors }: Actions): void {
  if (built !== undefined) calls.destroy(actions);
  built = undefined;
  must(calls.init(actions));
  must(calls.chdir(actions, directory));
  for (const [source, target] of descriptors) addDescriptor(source, target);
  built = { directory, descriptors };
}

/** What is opened takes the lowest free number, and has to be below the limit the program gets: the target's is. */
function addDescriptor(source: Source, target: number): void {
  if (typeof source === "number") {
    must(calls.dup2(actions, source, target));
    return;
  }
  must(calls.close(actions, target));
  must(calls.open(actions, target, source, constants.O_RDWR | constants.O_NOFOLLOW, 0));
}

/** The limit comes last: glibc takes no descriptor above it for `actions`. */
function spawnWithin({ program, argv, environment, openFiles }: SpawnOrder, attributes: ArrayBuffer): number {
  if (openFiles !== undefined) setOpenFilesLimit(openFiles.child);
  try {
    return calls.spawn(pidOut, program, actions, attributes, argv.pointers, environment.pointers);
  } finally {
    if (openFiles !== undefined) setOpenFilesLimit(openFiles.own);
  }
}

function spawnAttributes(): ArrayBuffer {
  const made = new ArrayBuffer(512);
  const set = new ArrayBuffer(256);
  must(calls.attrInit(made));
  must(
    calls.setFlags(
      made,
      linux.POSIX_SPAWN_SETSID | linux.POSIX_SPAWN_SETSIGDEF | linux.POSIX_SPAWN_SETSIGMASK,
    ),
  );
  calls.emptySet(set);
  must(calls.setMask(made, set));
  calls.fillSet(set);
  must(calls.setDefaults(made, set));
  return made;
}

function must(errno: number): void {
  if (errno !== 0) throw new OsError("posix_spawn", errno);
}
