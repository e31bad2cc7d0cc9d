import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { svc } from "../../../src/cli/tools/svc.ts";
import { openFifo } from "../../../src/os/fifo.ts";
import { drain, recordingIo } from "../../helpers/tool-io.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "svforge-svc-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function supervised(name: string): number {
  mkdirSync(join(folder, name, "supervise"), { recursive: true });
  return openFifo(join(folder, name, "supervise/control"), 0o600);
}

describe("svc", () => {
  it.each([
    [["-u"], "u"],
    [["-d", "-u"], "du"],
    [["-dud", "-xd"], "dux"],
    [["-udopchaitkxq12"], "udopchaitkxq12"],
    [["-u", "--"], "u"],
  ])("%j writes %s", (options, bytes) => {
    const fd = supervised("a");
    const io = recordingIo(folder);
    expect(svc([...options, join(folder, "a")], io)).toBe(0);
    expect(drain(fd)).toBe(bytes);
    expect(io.errors).toEqual([]);
  });

  it("prefers the scan directory for a bare name, and goes on after a failure", () => {
    const fd = supervised("a");
    const io = recordingIo(folder);
    expect(svc(["-t", "missing", "/missing", "a"], io)).toBe(0);
    expect(drain(fd)).toBe("t");
    expect(io.errors).toEqual([
      "svc: warning: unable to chdir to missing: file does not exist",
      "svc: warning: unable to chdir to /missing: file does not exist",
    ]);
  });

  it("says that nobody reads the FIFO", async () => {
    const { closeSync } = await import("node:fs");
    closeSync(supervised("a"));
    const io = recordingIo(folder);
    expect(svc(["-u", "a"], io)).toBe(0);
    expect(io.errors).toEqual(["svc: warning: unable to control a: supervise not running"]);
  });

  it("refuses an unknown letter and touches nothing", () => {
    const fd = supervised("a");
    const io = recordingIo(folder);
    expect(svc(["-uz", "a"], io)).toBe(100);
    expect(drain(fd)).toBe("");
    expect(io.errors[0]).toBe("svc: illegal option -- z");
  });
});
