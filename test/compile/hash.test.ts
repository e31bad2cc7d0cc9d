import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { treeHash } from "../../src/compile/hash.ts";
import type { Entry } from "../../src/compile/image.ts";

const file = (path: string, text: string, mode: 0o644 | 0o755 = 0o644): Entry => ({
  path,
  kind: "file",
  mode,
  content: new TextEncoder().encode(text),
});

it("is the documented digest", () => {
  const canonical = "dir - 0 log\0file 755 5 log/run\0hello" + "symlink - 3 to\0é.";
  const tree: Entry[] = [
    { path: "log", kind: "dir" },
    file("log/run", "hello", 0o755),
    { path: "to", kind: "symlink", target: "é." },
  ];
  expect(treeHash(tree)).toBe(createHash("sha256").update(canonical).digest("hex"));
});

it("differs with path, kind, mode, bytes and with where one file ends", () => {
  const trees: Entry[][] = [
    [],
    [file("a", "")],
    [file("b", "")],
    [file("a", "", 0o755)],
    [file("a", "x")],
    [{ path: "a", kind: "dir" }],
    [{ path: "a", kind: "symlink", target: "" }],
    [file("a", "xfile 644 0 b\0")],
    [file("a", "x"), file("b", "")],
  ];
  expect(new Set(trees.map(treeHash)).size).toBe(trees.length);
});
