import { expect, it } from "vitest";
import { plainScript, startScript } from "../../src/compile/script.ts";
import { Tree } from "../../src/compile/tree.ts";

const paths = (tree: Tree): string[] => tree.entries().map((e) => e.path);

it("makes parents and puts entries in byte order", () => {
  const tree = new Tree();
  for (const path of ["run", "log/b/c", "log-x", "a"]) tree.file(path, "");
  expect(paths(tree)).toEqual(["a", "log", "log-x", "log/b", "log/b/c", "run"]);
  expect(tree.kind("log/b")).toBe("dir");
});

it("says what stands in the way of a path", () => {
  const tree = new Tree();
  tree.file("log/run", "");
  tree.entry({ path: "link", kind: "symlink", target: "/etc" });
  expect(
    ["log", "log/run", "log/x", "log/run/x", "link/x", "new/x"].map((path) => tree.obstacle(path)),
  ).toEqual(["log", "log/run", undefined, "log/run", "link", undefined]);
});

it("counts the definition's place in bytes, and hands it on with an entry", () => {
  const tree = new Tree();
  tree.script("run", startScript({ before: ["# é😀"], after: ["exec x"] }));
  tree.script("finish", plainScript(["true"]));
  expect([...tree.definitionAt()]).toEqual([["run", "#!/bin/sh\n# é😀\n".length + 3]]);
  const other = new Tree();
  for (const entry of tree.entries()) other.take(entry, tree);
  expect([...other.definitionAt()]).toEqual([...tree.definitionAt()]);
  expect(other.entries()).toEqual(tree.entries());
});
