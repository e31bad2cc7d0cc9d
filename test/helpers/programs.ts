/** Finding our built programs and the stock suites; what is missing becomes a skip with a reason. */
import { accessSync, constants } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "vitest";

const folders = [...(process.env.PATH ?? "").split(":"), "/usr/sbin", "/sbin", "/usr/bin", "/bin"];

/** Path of an installed program; skips the test when there is none. */
export function stock(ctx: TestContext, name: string): string {
  for (const folder of folders) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {}
  }
  return ctx.skip(`no ${name} here`);
}

/** Path of a program of ours, as built. */
export function built(name: string): string {
  return new URL(`../../dist/${name}.cjs`, import.meta.url).pathname;
}
