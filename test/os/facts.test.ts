import {
  closeSync,
  linkSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import {
  extentOfOpen,
  factsOf,
  factsOfName,
  factsOfOpen,
  identityOf,
  isDirectoryKind,
  isFifo,
  isPlainFile,
  isSameStamp,
  isSettled,
  isSymlink,
  stampWithin,
} from "../../src/os/facts.ts";
import { makeFifo } from "../../src/os/libc.ts";
import { waitFor } from "../helpers/wait-for.ts";

const folder = mkdtempSync(join(tmpdir(), "svforge-facts-"));
const file = join(folder, "file");
writeFileSync(file, "12345", { mode: 0o640 });
linkSync(file, join(folder, "second"));
symlinkSync("file", join(folder, "link"));
makeFifo(join(folder, "fifo"), 0o600);
afterAll(() => rmSync(folder, { recursive: true }));

describe("the stamp of a directory", () => {
  const inside = mkdtempSync(join(folder, "stamped-"));
  const fd = openSync(inside, "r");
  const changed = (): number => Number(statSync(inside, { bigint: true }).ctimeNs) / 1e6;
  afterAll(() => closeSync(fd));

  it("stays the same while nothing happens, and is not another directory's", () => {
    expect(isSameStamp(stampWithin(fd, ""), stampWithin(fd, "."))).toBe(true);
    expect(isSameStamp(stampWithin(fd, ""), stampWithin(fd, ".."))).toBe(false);
    expect(stampWithin(fd, "missing")).toEqual([]);
    expect(isSameStamp(stampWithin(fd, ""), [])).toBe(false);
  });

  it("is settled some time after the last change, never before it", () => {
    const stamp = stampWithin(fd, "");
    expect(isSettled(stamp, changed() + 1)).toBe(false);
    expect(isSettled(stamp, changed() - 1000)).toBe(false);
    expect(isSettled(stamp, changed() + 100)).toBe(true);
    expect(isSettled([], changed() + 100)).toBe(false);
    const inWholeSeconds = [1, 0, 1000, 0, 1000, 0];
    expect([1_000_100, 1_002_100].map((ms) => isSettled(inWholeSeconds, ms))).toEqual([false, true]);
  });

  it("settled, is another one after a name has come or gone", async () => {
    for (const change of [() => writeFileSync(join(inside, "a"), ""), () => rmSync(join(inside, "a"))]) {
      await waitFor("the clock's next tick", () => isSettled(stampWithin(fd, ""), Date.now()));
      const before = stampWithin(fd, "");
      change();
      expect(isSameStamp(stampWithin(fd, ""), before)).toBe(false);
    }
  });
});

describe("facts of a file", () => {
  it.each([file, folder, "/dev/null", "/proc/self/stat", "/"])("are what Node says of %s", (path) => {
    const stats = statSync(path, { bigint: true });
    const { mode, uid, gid, dev, ino, size, mtimeNs, ctimeNs } = stats;
    const own = path.startsWith(folder) ? { mtimeNs, ctimeNs } : {};
    expect(factsOf(path)).toMatchObject({
      mode: Number(mode),
      uid: Number(uid),
      gid: Number(gid),
      device: Number(dev),
      ...(path === "/proc/self/stat" ? {} : { inode: ino }),
      size: Number(size),
      ...own,
    });
  });

  it("tell its kind, its names and which it is", () => {
    const facts = factsOf(join(folder, "link"));
    expect(facts !== undefined && isPlainFile(facts)).toBe(true);
    expect(facts?.links).toBe(2);
    expect(facts && identityOf(facts)).toBe(identityOf(factsOf(join(folder, "second")) ?? fail()));
    expect(isSymlink(factsOfName(join(folder, "link")) ?? fail())).toBe(true);
    expect(isFifo(factsOf(join(folder, "fifo")) ?? fail())).toBe(true);
    expect(isDirectoryKind(factsOf(folder) ?? fail())).toBe(true);
  });

  it("of an open file are of that file", () => {
    const fd = openSync(file, "r");
    try {
      expect(factsOfOpen(fd)).toEqual(factsOf(file));
      expect(factsOfOpen(fd).inode).toBe(factsOf(file)?.inode);
      expect(extentOfOpen(fd)).toEqual({ size: 5, links: 2 });
    } finally {
      closeSync(fd);
    }
    expect(() => factsOfOpen(fd)).toThrow(/EBADF/);
    expect(() => extentOfOpen(fd)).toThrow(/EBADF/);
  });

  it("are none of what is not there, and an error of what cannot be seen", () => {
    expect(factsOf(join(folder, "nothing"))).toBeUndefined();
    expect(factsOf(join(file, "below"))).toBeUndefined();
    symlinkSync("loop", join(folder, "loop"));
    expect(() => factsOf(join(folder, "loop"))).toThrow(/symbolic link loop/);
    expect(isSymlink(factsOfName(join(folder, "loop")) ?? fail())).toBe(true);
  });
});

function fail(): never {
  throw new Error("nothing there");
}
