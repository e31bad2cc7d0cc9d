import { closeSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openFifo, readFifo } from "../../src/os/fifo.ts";
import { probeFifo, writeFifo } from "../../src/os/fifo-client.ts";
import { codeOf } from "../../src/os/os-error.ts";

const dir = mkdtempSync(join(tmpdir(), "svforge-fifo-"));
afterAll(() => rmSync(dir, { recursive: true }));

describe("a supervisor's FIFO", () => {
  it("is made once, with its mode, and used as it is afterwards", () => {
    const path = join(dir, "made");
    closeSync(openFifo(path, 0o600));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    closeSync(openFifo(path, 0o622));
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it("delivers what clients write, and its closing shows at once", async () => {
    const path = join(dir, "read");
    let heard = "";
    const fd = openFifo(path, 0o600);
    const reader = readFifo(fd, (byte) => {
      heard += String.fromCharCode(byte);
    });
    expect([probeFifo(path), writeFifo(path, "du")]).toEqual(["read", true]);
    writeSync(fd, "x");
    while (heard.length < 3) await new Promise((resolve) => setImmediate(resolve));
    expect(heard).toBe("dux");
    reader.close();
    expect([probeFifo(path), writeFifo(path, "d")]).toEqual(["unread", false]);
  });

  it.each([
    ["a file", (path: string) => writeFileSync(path, "")],
    ["a link to a FIFO", (path: string) => symlinkSync("made", path)],
  ])("is refused when it is %s", (_what, make) => {
    const path = join(dir, `not-${_what.length}`);
    make(path);
    let code = "";
    try {
      closeSync(openFifo(path, 0o600));
    } catch (error) {
      code = codeOf(error);
    }
    expect(code).not.toBe("");
    expect(writeFifo(join(dir, "absent"), "d")).toBe(false);
    expect(probeFifo(join(dir, "absent"))).toBe("absent");
  });
});
