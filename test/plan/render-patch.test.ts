import { execFileSync } from "node:child_process";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Image } from "../../src/compile/image.ts";
import { renderPatch } from "../../src/plan/render-patch.ts";
import { imageOf, LOGGED, planBetween, project } from "../helpers/plan-values.ts";

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Lays an image out in a fresh folder. */
function layOut(image: Image): string {
  const root = mkdtempSync(join(tmpdir(), "svforge-patch-"));
  made.push(root);
  for (const service of image.services) {
    for (const entry of service.entries) {
      const path = join(root, service.dirName, entry.path);
      mkdirSync(entry.kind === "dir" ? path : dirname(path), { recursive: true });
      if (entry.kind === "symlink") symlinkSync(entry.target, path);
      if (entry.kind === "file") {
        writeFileSync(path, entry.content);
        chmodSync(path, entry.mode);
      }
    }
  }
  return root;
}

/** Files of a folder: mode class and content. */
function contents(root: string): Record<string, string> {
  const names = readdirSync(root, { recursive: true, encoding: "utf8" }).sort();
  const files = names.filter((n) => !lstatSync(join(root, n)).isDirectory());
  return Object.fromEntries(
    files.map((name) => {
      const path = join(root, name);
      const stat = lstatSync(path);
      if (stat.isSymbolicLink()) return [name, `-> ${readlinkSync(path)}`];
      return [name, `${(stat.mode & 0o111) !== 0 ? "x" : "-"} ${readFileSync(path, "utf8")}`];
    }),
  );
}

describe("renderPatch", () => {
  it("is taken by git apply and gives exactly the new tree", () => {
    const before = project(
      imageOf("web", {
        files: { run: "#!/bin/sh\nold\n", conf: "a\nb", link: { link: "/old" }, 'weird "name\\é': "1\n" },
      }),
      imageOf("gone", { files: LOGGED }),
      imageOf("jobs", { files: { run: "1\n2\n3\n" } }),
    );
    const after = project(
      imageOf("web", {
        files: { run: "#!/bin/sh\nnew\n", conf: "a\nc\n", link: { link: "/new" }, 'weird "name\\é': "2\n" },
      }),
      imageOf("fresh", { files: { ...LOGGED, empty: "" } }),
      imageOf("queue", { movedFrom: "jobs", files: { run: "1\n2\n4\n" } }),
    );
    const patch = renderPatch(planBetween(before, after));
    const root = layOut(before);
    execFileSync("git", ["apply", "-p1"], {
      cwd: root,
      input: patch,
      env: { ...process.env, GIT_CEILING_DIRECTORIES: tmpdir() },
    });
    expect(contents(root)).toEqual(contents(layOut(after)));
  });

  it("is empty for nothing, and names what is not text", () => {
    expect(renderPatch(planBetween(project(imageOf("a")), project(imageOf("a"))))).toBe("");
    const binary = (blob: string) => project(imageOf("a", { files: { blob } }));
    expect(renderPatch(planBetween(binary("a\0"), binary("b\0")))).toBe("# not text, left out: a/blob\n");
  });
});
