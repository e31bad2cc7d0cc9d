import {
  closeSync,
  constants,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import {
  kill,
  makeFifo,
  openFilesLimit,
  pipe,
  setPipeSize,
  stringTable,
  tryLock,
} from "../../src/os/libc.ts";
import { codeOf, OsError, reasonOf } from "../../src/os/os-error.ts";
import { spawn } from "../../src/os/posix-spawn.ts";

const dir = mkdtempSync(join(tmpdir(), "svforge-libc-"));
afterAll(() => rmSync(dir, { recursive: true }));
const caught = (action: () => unknown): unknown => {
  try {
    return action();
  } catch (error) {
    return error;
  }
};

describe("libc", () => {
  it("locks exclude two open files, not two holders of one", () => {
    const path = join(dir, "lock");
    const [a, b] = [openSync(path, "w"), openSync(path, "w")];
    expect([tryLock(a, path), tryLock(a, path), tryLock(b, path)]).toEqual([true, true, false]);
    closeSync(a);
    expect(tryLock(b, path)).toBe(true);
    closeSync(b);
  });

  it("says which call failed, on what, why", () => {
    const error = caught(() => makeFifo(join(dir, "no", "fifo"), 0o600));
    expect(error).toBeInstanceOf(OsError);
    expect(error).toMatchObject({ syscall: "mkfifo", code: "ENOENT", path: join(dir, "no", "fifo") });
    expect(reasonOf(error)).toBe("file does not exist");
  });

  it("an existing name is not an error of makeFifo", () => {
    const path = join(dir, "fifo");
    expect([makeFifo(path, 0o600), makeFifo(path, 0o600)]).toEqual([true, false]);
  });

  it("a process that is not there is no error of kill", () => {
    expect(kill(2 ** 22 + 1, 0)).toBe(false);
    expect(kill(process.pid, 0)).toBe(true);
  });

  it("pipes can be made larger", () => {
    const { reader, writer } = pipe();
    expect(setPipeSize(writer, 1 << 17)).toBe(true);
    closeSync(reader);
    closeSync(writer);
  });

  it("knows the limit on open files", () => {
    expect(readFileSync("/proc/self/limits", "utf8")).toMatch(
      new RegExp(`Max open files +${openFilesLimit().soft} +${openFilesLimit().hard}`),
    );
  });
});

describe("spawn", () => {
  const environment = stringTable(["A=1", Buffer.from([0x42, 0x3d, 0xff])]);
  const run = (script: string, descriptors: [number, number][]): unknown => {
    const path = join(dir, "program");
    writeFileSync(path, script, { mode: 0o755 });
    const directory = openSync(dir, constants.O_RDONLY | constants.O_DIRECTORY);
    const order = {
      program: "./program",
      argv: stringTable(["name", "x y"]),
      environment,
      directory,
      descriptors,
    };
    const result = caught(() => spawn(order));
    closeSync(directory);
    return result;
  };
  const outputOf = (script: string): string => {
    const { reader, writer } = pipe();
    expect(run(script, [[writer, 1]])).toBeGreaterThan(0);
    closeSync(writer);
    const out = Buffer.alloc(65536);
    let size = 0;
    for (let n = 1; n > 0; size += n) n = readSync(reader, out, size, out.length - size, null);
    closeSync(reader);
    return out.subarray(0, size).toString("latin1");
  };

  it("gives the program its directory, words, bytes of environment and nothing else", () => {
    expect(
      outputOf('#!/bin/sh\npwd; echo "$1"; printf %s "$B"; ls -l /proc/self/fd | grep -c "fd/\\|pipe"'),
    ).toMatch(new RegExp(`^${dir}\nx y\n\xff`));
    expect(outputOf("#!/bin/cat\n")).toBe("#!/bin/cat\n");
  });

  it("starts a session with clean signals", () => {
    const [pid, session] = outputOf(
      "#!/bin/sh\nread -r line </proc/self/stat; set -- ${line#*) }; echo $$ $4",
    )
      .trim()
      .split(" ");
    expect(session).toBe(pid);
    expect(outputOf("#!/bin/sh\nexec grep -E 'Sig(Blk|Ign)' /proc/self/status")).toMatch(
      /SigBlk:\s0+\nSigIgn:\s\w{9}0000000\n/,
    );
  });

  it.each([
    ["a file without #!", "echo hello\n", "ENOEXEC"],
    ["a missing interpreter", "#!/no/such/thing\n", "ENOENT"],
  ])("refuses %s, tries no shell", (_what, script, code) => {
    expect(codeOf(run(script, []))).toBe(code);
  });
});
