/** Runs a compiled `run` once, without a supervisor, in a chosen shell. */
import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Service, TargetName } from "../../src/declare/service.ts";
import { writeServices } from "./tree.ts";

/** The shells that `/bin/sh` is on the hosts we compile for, as argument lists. */
export const SHELLS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  dash: ["dash"],
  bash: ["bash", "--posix"],
  "busybox ash": ["busybox", "ash"],
};

export interface RunOptions {
  readonly target: TargetName;
  readonly shell?: readonly [string, ...string[]];
  readonly env?: NodeJS.ProcessEnv;
  /** Called with the folder before the start. */
  readonly prepare?: (folder: string) => void;
  /** File of the directory to execute. */
  readonly file?: string;
  readonly args?: readonly string[];
}

/** Writes the service's directory, runs its `run` there to the end, removes it. */
export function runOnce(service: Service, options: RunOptions): SpawnSyncReturns<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), "svforge-test-"));
  try {
    writeServices(folder, options.target, service);
    options.prepare?.(folder);
    const [program, ...words] = [
      ...(options.shell ?? []),
      `./${options.file ?? "run"}`,
      ...(options.args ?? []),
    ];
    return spawnSync(program ?? "", words, {
      cwd: join(folder, service.dirName),
      env: options.env ?? process.env,
      maxBuffer: 64 * 1024 * 1024,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A command that prints its arguments and chosen variables, each ended by NUL. */
export function dumper(...names: readonly string[]): readonly [string, ...string[]] {
  const program = `const out = [...process.argv.slice(1), ...${JSON.stringify(names)}.map((n) => process.env[n] ?? "(unset)")]; process.stdout.write(out.map((w) => w + "\\0").join(""));`;
  return [process.execPath, "-e", program, "--"];
}

/** What a dumper printed. */
export function dumped({ stdout, stderr, status }: SpawnSyncReturns<Buffer>): string[] {
  if (status !== 0)
    throw new Error(`exit ${status}: ${stderr.toString()}${stdout.toString().slice(0, 2000)}`);
  return stdout.toString().split("\0").slice(0, -1);
}
