import {
  closeSync,
  constants,
  linkSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { factsOf, isFifo } from "../../src/os/facts.ts";
import { AT_FDCWD, atPath } from "../../src/os/held-path.ts";
import { makeFifo, makeFolder } from "../../src/os/libc.ts";
import { openFile, renameFile, writeNewFile } from "../../src/os/open-file.ts";
import { codeOf } from "../../src/os/os-error.ts";

const root = mkdtempSync(join(tmpdir(), "svforge-held-"));
afterAll(() => rmSync(root, { recursive: true }));

describe("a path below an open directory", () => {
  it.each([
    ["/proc/self/fd/7/supervise/lock", { folder: 7, name: "supervise/lock" }],
    ["/proc/self/fd/12/..", { folder: 12, name: ".." }],
    ["/proc/self/fd/12", { folder: 12, name: "." }],
  ])("%s is a descriptor and a name", (path, expected) => {
    expect(atPath(path)).toEqual(expected);
  });

  it.each([
    "/proc/self/fd/7/",
    "/proc/self/fd/7//etc/passwd",
    "/proc/self/fd/x/y",
    "/proc/self/fd/",
    "/proc/self/fd/7x/y",
    "/etc/passwd",
    "run",
    "",
  ])("%j is left as it is", (path) => {
    expect(atPath(path)).toEqual({ folder: AT_FDCWD, name: path });
  });

  it("is found whatever the directory is called by now", () => {
    mkdirSync(join(root, "a"));
    const held = openSync(join(root, "a"), constants.O_RDONLY | constants.O_DIRECTORY);
    const path = `/proc/self/fd/${held}`;
    renameSync(join(root, "a"), join(root, "b"));
    expect([makeFolder(`${path}/supervise`, 0o700), makeFolder(`${path}/supervise`, 0o700)]).toEqual([
      true,
      false,
    ]);
    expect([makeFifo(`${path}/supervise/ok`, 0o600), makeFifo(`${path}/supervise/ok`, 0o600)]).toEqual([
      true,
      false,
    ]);
    const fifo = factsOf(join(root, "b/supervise/ok"));
    expect([fifo && isFifo(fifo), (fifo?.mode ?? 0) & 0o777]).toEqual([true, 0o600]);
    writeNewFile(`${path}/supervise/status.new`, Buffer.from("12345"), 0o644);
    renameFile(`${path}/supervise/status.new`, `${path}/supervise/status`);
    expect(factsOf(join(root, "b/supervise/status"))).toMatchObject({
      size: 5,
      inode: factsOf(`${path}/supervise/status`)?.inode,
    });
    expect(factsOf(`${path}/absent`)).toBeUndefined();
    expect(factsOf(path)?.inode).toBe(factsOf(join(root, "b"))?.inode);
    closeSync(held);
  });
});

describe("a file opened the short way", () => {
  it("is closed by the programs that are started, and told of as Node tells of it", () => {
    const path = join(root, "plain");
    writeFileSync(path, "");
    const fd = openFile(path, constants.O_RDONLY);
    const flags = Number.parseInt(/flags:\s+(\d+)/.exec(readInfo(fd))?.[1] ?? "0", 8);
    expect(flags & 0o2000000).not.toBe(0);
    closeSync(fd);
    let error: unknown;
    try {
      openFile(join(root, "absent/plain"), constants.O_RDONLY);
    } catch (thrown) {
      error = thrown;
    }
    expect(codeOf(error)).toBe("ENOENT");
  });

  it("replaces what had the name and never writes into it", () => {
    const [path, other] = [join(root, "new"), join(root, "other")];
    writeFileSync(other, "untouched");
    linkSync(other, path);
    writeNewFile(path, Buffer.from("mine"), 0o640);
    expect([readFileSync(other, "utf8"), readFileSync(path, "utf8")]).toEqual(["untouched", "mine"]);
    expect(factsOf(path)).toMatchObject({ links: 1, size: 4 });
  });
});

const readInfo = (fd: number): string => readFileSync(`/proc/self/fdinfo/${fd}`, "utf8");
