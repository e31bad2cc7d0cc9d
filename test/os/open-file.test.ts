import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { makeFifo } from "../../src/os/libc.ts";
import { readContractFile } from "../../src/os/open-file.ts";

const folder = mkdtempSync(join(tmpdir(), "svforge-open-file-"));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);

describe("a contract file", () => {
  it("is read whole, short or long, after a longer one too", () => {
    const texts = ["long ä€𝄞".repeat(9000), "short", ""];
    for (const text of texts) {
      writeFileSync(at("file"), text);
      expect(readContractFile(at("file"))).toBe(text);
    }
  });

  it("may be missing", () => expect(readContractFile(at("missing"))).toBeUndefined());

  it("is nothing that blocks, lists or never ends", () => {
    makeFifo(at("fifo"), 0o600);
    mkdirSync(at("folder"));
    writeFileSync(at("large"), Buffer.alloc(1024 * 1024 + 1));
    expect(() => readContractFile(at("fifo"))).toThrow("not a plain file");
    expect(() => readContractFile(at("folder"))).toThrow("not a plain file");
    expect(() => readContractFile(at("large"))).toThrow("larger than 1048576 bytes");
    expect(() => readContractFile(`${at("file")}/x`)).toThrow(/ENOTDIR|not a directory/i);
  });
});
