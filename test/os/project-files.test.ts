import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DiskProjectFiles, nearestFolderWith } from "../../src/os/project-files.ts";

let base: string;
let files: DiskProjectFiles;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "svforge-project-files-"));
  mkdirSync(join(base, "project/services"), { recursive: true });
  writeFileSync(join(base, "secret"), "s3cret");
  writeFileSync(join(base, "project/run"), "#!/bin/sh\n");
  chmodSync(join(base, "project/run"), 0o755);
  writeFileSync(join(base, "project/services/b.toml"), "b");
  writeFileSync(join(base, "project/services/a.toml"), "a");
  files = new DiskProjectFiles(join(base, "project"));
});

afterEach(() => rmSync(base, { recursive: true, force: true }));

const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

describe("project files on disk", () => {
  it("reads, lists in order and tells what is executable", () => {
    expect(text(files.read("services/a.toml"))).toBe("a");
    expect(files.list("services")?.map((e) => e.name)).toEqual(["a.toml", "b.toml"]);
    const top = files.list(".") ?? [];
    expect(top.map((e) => [e.name, e.kind, e.executable])).toEqual([
      ["run", "file", true],
      ["services", "dir", false],
    ]);
  });

  it("has no answer for what is absent or of another kind", () => {
    expect(files.read("nothing")).toBeUndefined();
    expect(files.read("run/below")).toBeUndefined();
    expect(files.read("services")).toBeUndefined();
    expect(files.list("run")).toBeUndefined();
    expect(files.list("nothing")).toBeUndefined();
    expect(files.readlink("run")).toBeUndefined();
    expect(files.readlink("nothing")).toBeUndefined();
  });

  it("follows links inside the folder", () => {
    symlinkSync("services/a.toml", join(base, "project/link"));
    expect(files.readlink("link")).toBe("services/a.toml");
    expect(text(files.read("link"))).toBe("a");
  });

  it.each(["../secret", "services/../../secret"])("refuses %s", (path) => {
    expect(() => files.read(path)).toThrow("outside the project folder");
  });

  it("refuses a link that leaves the folder, to a file or through a directory", () => {
    symlinkSync(join(base, "secret"), join(base, "project/file"));
    symlinkSync("..", join(base, "project/up"));
    expect(() => files.read("file")).toThrow("outside the project folder");
    expect(() => files.read("up/secret")).toThrow("outside the project folder");
    expect(() => files.list("up")).toThrow("outside the project folder");
  });

  it("reports a loop of links", () => {
    symlinkSync("loop", join(base, "project/loop"));
    expect(() => files.read("loop")).toThrow("symbolic link loop");
  });

  it("finds the nearest folder upwards", () => {
    const services = join(base, "project/services");
    expect(nearestFolderWith(services, "a.toml")).toBe(services);
    expect(nearestFolderWith(services, "secret")).toBe(base);
    expect(nearestFolderWith(services, "no such file anywhere")).toBeUndefined();
  });
});
