import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { namesIn } from "../../src/os/list.ts";

const folder = mkdtempSync(join(tmpdir(), "svforge-list-"));
afterAll(() => rmSync(folder, { recursive: true }));
const put = (...names: string[]): void => {
  for (const name of names) writeFileSync(join(folder, name), "");
};
const found = (path: string): string[] => [...namesIn(path)].filter((name) => !/^\.\.?$/.test(name)).sort();

describe("the names in a directory", () => {
  it("are those it has, of any kind and length, in bytes that are UTF-8", () => {
    put("run", "ä€𝄞", "n".repeat(255));
    mkdirSync(join(folder, "log"));
    expect(found(folder)).toEqual(["log", "n".repeat(255), "run", "ä€𝄞"]);
  });

  it("are all there, more than one call of the kernel gives", () => {
    const many = Array.from({ length: 2000 }, (_, i) => `entry-${i}`);
    put(...many);
    expect(found(folder)).toHaveLength(2004);
    expect(many.every((name) => namesIn(folder).has(name))).toBe(true);
  });

  it("are none where there is no directory", () => {
    expect([found(join(folder, "missing")), found(join(folder, "run"))]).toEqual([[], []]);
  });
});
