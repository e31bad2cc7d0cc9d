/**
 * Asking git about the folder a project lies in, without letting the repository ask anything of us: no hooks, no
 * file-system monitor, no configuration but its own, no prompt; as root never with root's rights in somebody else's.
 */
import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";

export interface GitAnswer {
  readonly code: number;
  readonly output: Buffer;
  /** What git said on standard error. */
  readonly complaint: string;
}

const SAFE = [
  "-c",
  "core.hooksPath=/dev/null",
  "-c",
  "core.fsmonitor=",
  "-c",
  "protocol.ext.allow=never",
  "-c",
  "core.pager=cat",
];

/** Runs one git command in `folder`. Code 127: git is not installed. */
export function git(folder: string, args: readonly string[], input?: string): GitAnswer {
  const done = spawnSync("git", ["-C", folder, ...SAFE, ...args], {
    env: {
      PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
      LC_ALL: "C",
      HOME: "/nonexistent",
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_CONFIG_GLOBAL: "/dev/null",
      GIT_TERMINAL_PROMPT: "0",
      GIT_OPTIONAL_LOCKS: "0",
    },
    maxBuffer: 256 * 1024 * 1024,
    ...(input === undefined ? {} : { input }),
    ...ownerOf(folder),
  });
  if (done.error !== undefined) return { code: 127, output: Buffer.alloc(0), complaint: done.error.message };
  return { code: done.status ?? 1, output: done.stdout, complaint: done.stderr.toString().trim() };
}

/** Root reads a user's repository with that user's rights; others run git as themselves. */
function ownerOf(folder: string): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const { uid, gid } = statSync(folder);
  return uid === 0 ? {} : { uid, gid };
}

/** The folder belongs to the user who runs this, so nobody else can change it between two looks. */
export function isOwnFolder(folder: string): boolean {
  return statSync(folder).uid === process.getuid?.();
}
