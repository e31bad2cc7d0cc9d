/** A file system that stops answering when told to, as a dead server or a failing disk does: ext4 in a file, frozen. */
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "vitest";

export class FreezableDisk {
  readonly path: string;
  #isFrozen = false;

  /** Mounts it in `folder`; skips the test where that is not possible. */
  constructor(ctx: TestContext, folder: string) {
    if (process.getuid?.() !== 0) ctx.skip("mounting needs root");
    this.path = join(folder, "disk");
    const image = join(folder, "disk.img");
    mkdirSync(this.path);
    const make = `truncate -s 32M '${image}' && mkfs.ext4 -q '${image}' && mount -o loop '${image}' '${this.path}'`;
    const { status, stderr } = spawnSync("sh", ["-c", make], { encoding: "utf8" });
    if (status !== 0) ctx.skip(`no loop mount here: ${stderr.trim()}`);
  }

  /** Every write waits from now on; not even SIGKILL ends it. */
  freeze(): void {
    const { status, stderr } = spawnSync("fsfreeze", ["-f", this.path], { encoding: "utf8" });
    if (status !== 0) throw new Error(`fsfreeze: ${stderr}`);
    this.#isFrozen = true;
  }

  thaw(): void {
    if (this.#isFrozen) spawnSync("fsfreeze", ["-u", this.path]);
    this.#isFrozen = false;
  }

  remove(): void {
    this.thaw();
    spawnSync("umount", ["-l", this.path]);
  }
}
