import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { holdDirectory } from "../../src/os/service-directory.ts";
import { Bareness } from "../../src/runtime/bareness.ts";
import { waitFor } from "../helpers/wait-for.ts";

const folder = mkdtempSync(join(tmpdir(), "svforge-bareness-"));
const held = holdDirectory(folder);
afterAll(() => {
  held.close();
  rmSync(folder, { recursive: true });
});

const learnt = async (bareness: Bareness): Promise<boolean> => {
  await waitFor("a look at a directory that has settled", () => {
    bareness.learn();
    return bareness.isKnown;
  });
  return bareness.isSureAt(held.stamp());
};

it("is known of what was seen, and of nothing else", async () => {
  const bareness = new Bareness(held);
  expect(bareness.isSureAt(held.stamp())).toBe(false);
  expect(await learnt(bareness)).toBe(false);
  const changes: [change: () => void, isBare: boolean][] = [
    [() => writeFileSync(join(folder, "run"), ""), true],
    [() => writeFileSync(join(folder, "finish"), ""), false],
    [() => rmSync(join(folder, "finish")), true],
    [() => mkdirSync(join(folder, "control")), false],
    [() => rmSync(join(folder, "control"), { recursive: true }), true],
    [() => rmSync(join(folder, "run")), false],
  ];
  for (const [change, isBare] of changes) {
    change();
    expect(bareness.isSureAt(held.stamp())).toBe(false);
    expect(await learnt(bareness)).toBe(isBare);
  }
});
