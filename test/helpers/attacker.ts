/** An unprivileged user who means harm: what he runs, and the ground he shares with root's svscan. */
import { spawnSync } from "node:child_process";
import { chmodSync } from "node:fs";
import type { TestContext } from "vitest";
import { Ground } from "../../bench/torture/ground.ts";
import { stock } from "./programs.ts";

/** Not the user `nobody` of the distribution: no process and no file is his. */
export const ATTACKER = 64_321;

export interface Attempt {
  readonly code: number | null;
  readonly out: string;
}

/** Runs a shell script as the attacker. */
export function asAttacker(script: string, cwd = "/"): Attempt {
  const words = [`--reuid=${ATTACKER}`, `--regid=${ATTACKER}`, "--clear-groups", "sh", "-c", script];
  const { status, stdout, stderr } = spawnSync("setpriv", words, { cwd, encoding: "utf8", timeout: 20_000 });
  return { code: status, out: stdout + stderr };
}

/** A ground whose folder everybody may enter. Skips the test unless root runs it. */
export function sharedGround(ctx: TestContext, title: string): Ground {
  if (process.getuid?.() !== 0) ctx.skip("needs root");
  stock(ctx, "setpriv");
  const ground = new Ground(title);
  for (const folder of [ground.folder, ground.scan, ground.logs]) chmodSync(folder, 0o755);
  return ground;
}

/** Uses the ground, and leaves nothing of it behind. */
export async function on(ground: Ground, use: (ground: Ground) => Promise<void>): Promise<void> {
  try {
    await use(ground);
  } finally {
    await ground.leave();
  }
}
