import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ThisHost } from "../../src/os/host-facts.ts";

const host = new ThisHost();

it("knows accounts by name and any number", () => {
  expect([host.name, host.hasUser("root"), host.hasUser("12345"), host.hasGroup("65000")]).toEqual([
    hostname(),
    true,
    true,
    true,
  ]);
  expect([host.hasUser("no-such-user"), host.hasGroup("no-such-group"), host.hasUser("--help")]).toEqual([
    false,
    false,
    false,
  ]);
});

it("knows what a path is", () => {
  const folder = mkdtempSync(join(tmpdir(), "svforge-host-"));
  try {
    writeFileSync(join(folder, "plain"), "");
    writeFileSync(join(folder, "program"), "");
    chmodSync(join(folder, "program"), 0o755);
    expect(
      ["plain", "program", ".", "absent", "plain/below"].map((name) => host.kindOf(join(folder, name))),
    ).toEqual(["file", "executable", "dir", undefined, undefined]);
    expect(host.kindOf("/dev/null")).toBe("other");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
