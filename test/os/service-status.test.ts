import { closeSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openFifo } from "../../src/os/fifo.ts";
import { readServiceStatus } from "../../src/os/service-status.ts";
import { encodeStatus } from "../../src/protocol/status.ts";

const root = mkdtempSync(join(tmpdir(), "svforge-status-"));
afterAll(() => rmSync(root, { recursive: true }));
let count = 0;

function directory(files: Readonly<Record<string, Uint8Array | string>>): string {
  count += 1;
  const path = join(root, String(count));
  mkdirSync(join(path, "supervise"), { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(path, "supervise", name), content);
  return path;
}

const up = encodeStatus({ since: 1e12, pid: 77, paused: false, want: "up", gotTerm: false, state: "run" });

describe("what a directory says about itself", () => {
  it("was never supervised", () => {
    expect(readServiceStatus(join(root, "nowhere"))).toEqual({
      supervision: "absent",
      status: undefined,
      record: undefined,
    });
  });

  it("is alive while somebody reads ok, dead afterwards, in runit's and daemontools' layout", () => {
    for (const bytes of [up, up.slice(0, 18)]) {
      const path = directory({ status: bytes });
      const ok = openFifo(join(path, "supervise/ok"), 0o600);
      expect(readServiceStatus(path)).toMatchObject({
        supervision: "alive",
        status: { pid: 77, want: "up", state: "run" },
      });
      closeSync(ok);
      expect(readServiceStatus(path).supervision).toBe("dead");
    }
  });

  it("of s6 is alive while control is read: there is no ok", () => {
    const path = directory({ status: new Uint8Array(35), lock: "" });
    expect(readServiceStatus(path).supervision).toBe("dead");
    const control = openFifo(join(path, "supervise/control"), 0o600);
    expect(readServiceStatus(path)).toMatchObject({
      supervision: "alive",
      status: { pid: 0, state: "down" },
    });
    closeSync(control);
  });

  it("takes garbage for nothing", () => {
    const path = directory({ status: "short", "svforge.json": "{" });
    expect(readServiceStatus(path)).toMatchObject({ status: undefined, record: undefined });
  });
});
