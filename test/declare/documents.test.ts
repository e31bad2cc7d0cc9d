import { describe, expect, it } from "vitest";
import { Documents } from "../../src/declare/documents.ts";
import { filesOf } from "../helpers/project.ts";

describe("documents", () => {
  const tree = {
    "a.toml": "nice = 1",
    "bad.toml": "nice = x",
    "odd.toml": "nic = 1",
    "s/x.toml": "",
    "s/y.txt": "",
    "s/.z.toml": "",
    "s/d/e.toml": "",
    "no.toml": { fails: "permission denied" },
  };

  it("are opened with their findings and text", () => {
    const documents = new Documents(filesOf(tree));
    const damaged = ["a", "bad", "odd"].map((name) => documents.open(`${name}.toml`, "service")?.damaged);
    expect(damaged).toEqual([false, true, true]);
    expect(documents.diagnostics.map((d) => d.code)).toEqual(["E0010", "E0103"]);
    expect(documents.sources.get("bad.toml")).toBe("nice = x");
  });

  it("that are absent are no mistake, unreadable ones are", () => {
    const documents = new Documents(filesOf(tree));
    expect(documents.open("absent.toml", "service")).toBeUndefined();
    expect(documents.diagnostics).toEqual([]);
    expect(documents.open("no.toml", "service")).toBeUndefined();
    expect(documents.diagnostics).toMatchObject([
      { code: "E0002", message: "cannot read `no.toml`: permission denied" },
    ]);
  });

  it("are found by folder", () => {
    const documents = new Documents(filesOf(tree));
    expect([documents.stems("s"), documents.folders("s"), documents.stems("absent")]).toEqual([
      ["x"],
      ["d"],
      [],
    ]);
  });

  it("may come from the command line", () => {
    const documents = new Documents(filesOf({}));
    expect(documents.inline("--set x", "nice = 1").source.value(["nice"])).toMatchObject({
      file: "--set x",
      line: 1,
    });
  });
});
