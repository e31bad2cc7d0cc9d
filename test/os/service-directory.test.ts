import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, unlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type FoundDirectory, findDirectories } from "../../src/os/service-directory.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "svforge-find-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const names = (found: readonly FoundDirectory[]): string[] => found.map((f) => f.name);

/** Knows every name, and does `then` the first time it is asked for one that has vanished. */
class Knowing extends Map<string, FoundDirectory> {
  #then: (() => void) | undefined;
  constructor(then: () => void) {
    super();
    this.#then = then;
  }
  override has(): boolean {
    this.#then?.();
    this.#then = undefined;
    return true;
  }
}

it("lists again when a known directory has no name any more, since it may have another", () => {
  mkdirSync(join(folder, "b"));
  mkdirSync(join(folder, ".moving"));
  symlinkSync("nowhere", join(folder, "a"));
  const faults: string[] = [];
  const known = new Knowing(() => {
    unlinkSync(join(folder, "a"));
    renameSync(join(folder, ".moving"), join(folder, "c"));
  });
  expect(names(findDirectories(folder, known, (name) => faults.push(name)))).toEqual(["b", "c"]);
  expect(faults).toEqual([]);
});

it("gives a name that stays dangling up, and says so once", () => {
  symlinkSync("nowhere", join(folder, "a"));
  const faults: string[] = [];
  expect(findDirectories(folder, new Knowing(() => undefined), (name) => faults.push(name))).toEqual([]);
  expect(faults).toEqual(["a"]);
});
