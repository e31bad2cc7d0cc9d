import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { svstat } from "../../../src/cli/tools/svstat.ts";
import { openFifo } from "../../../src/os/fifo.ts";
import { encodeStatus, type Status } from "../../../src/protocol/status.ts";
import { recordingIo } from "../../helpers/tool-io.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "svforge-svstat-"));
  mkdirSync(join(folder, "a/supervise"), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

function show(status: Uint8Array, down: boolean): string | undefined {
  openFifo(join(folder, "a/supervise/ok"), 0o600);
  writeFileSync(join(folder, "a/supervise/status"), status);
  if (down) writeFileSync(join(folder, "a/down"), "");
  const io = recordingIo(folder);
  expect(svstat(["a"], io)).toBe(0);
  return io.lines[0]?.replace(/\d+ seconds/, "N seconds");
}

const base: Status = { since: 0, pid: 0, paused: false, want: "up", gotTerm: false, state: "down" };

describe("svstat", () => {
  it.each<[Partial<Status>, boolean, string]>([
    [{ pid: 7 }, false, "a: up (pid 7) N seconds"],
    [{ pid: 7 }, true, "a: up (pid 7) N seconds, normally down"],
    [{ pid: 7, paused: true, want: "down" }, false, "a: up (pid 7) N seconds, paused, want down"],
    [{ pid: 7, want: "once" }, false, "a: up (pid 7) N seconds"],
    [{ want: "down" }, false, "a: down N seconds, normally up"],
    [{ want: "down", paused: true }, true, "a: down N seconds"],
    [{ want: "up" }, true, "a: down N seconds, want up"],
  ])("%j, down file %s: %s", (status, down, expected) => {
    expect(show(encodeStatus({ ...base, ...status }), down)).toBe(expected);
  });

  it("reads daemontools' 18 bytes and refuses fewer", () => {
    expect(show(encodeStatus({ ...base, pid: 7 }).subarray(0, 18), false)).toBe("a: up (pid 7) N seconds");
    expect(show(new Uint8Array(17), false)).toBe("a: unable to read supervise/status: bad format");
  });

  it("counts from the future as 0", () => {
    writeFileSync(join(folder, "a/supervise/status"), encodeStatus({ ...base, since: 9e12 }));
    openFifo(join(folder, "a/supervise/ok"), 0o600);
    const io = recordingIo(folder);
    svstat(["a"], io);
    expect(io.lines[0]).toBe("a: down 0 seconds, normally up, want up");
  });

  it("says what is missing", () => {
    const io = recordingIo(folder);
    expect(svstat(["nowhere", "a"], io)).toBe(0);
    expect(io.lines).toEqual([
      "nowhere: unable to chdir: file does not exist",
      "a: unable to open supervise/ok: file does not exist",
    ]);
  });
});
