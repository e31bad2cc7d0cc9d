/** One log policy, three loggers: same lines kept, stamped alike, in files of the declared size and number. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import type { LogPolicy } from "../../src/declare/service.ts";
import { logPolicy, service } from "../helpers/service.ts";
import {
  endScan,
  environmentOf,
  needRoot,
  needSuite,
  type Suite,
  suites,
  temporaryFolder,
} from "../helpers/suites.ts";
import { writeServices } from "../helpers/tree.ts";

let folder = "";
afterEach(() => endScan(undefined, folder));

/** Feeds `input` to `log/run` until end of file; gives the log directory. */
function log(suite: Suite, policy: Partial<LogPolicy>, ...inputs: readonly string[]): string {
  folder = temporaryFolder();
  const dir = join(folder, "made", "log");
  writeServices(
    join(folder, "sv"),
    suite,
    service({ log: logPolicy({ to: { kind: "dir", dir }, ...policy }) }),
  );
  for (const input of inputs) {
    const { status, stderr } = spawnSync("./run", [], {
      cwd: join(folder, "sv/web/log"),
      env: environmentOf(suite),
      input,
    });
    if (status !== 0) throw new Error(`log/run: ${status} ${stderr}`);
  }
  return dir;
}

const current = (dir: string): string => readFileSync(join(dir, "current"), "utf8");
const rotated = (dir: string): string[] => readdirSync(dir).filter((name) => name.startsWith("@"));
const lines = (prefix: string, count: number): string =>
  Array.from({ length: count }, (_, i) => `${prefix} ${i} ${"x".repeat(80)}\n`).join("");

describe.each(suites("runit", "busybox", "daemontools", "s6"))("%s", (suite) => {
  it("keeps and drops the lines multilog's patterns say", (ctx) => {
    needSuite(ctx, suite);
    const exact = suite === "busybox" ? "-exactly this*" : "-exactly this";
    const filter = ["-*debug*", "+*debug: important*", exact, "-a.b[c]*", "-start*"];
    const input =
      "one\na debug line\ndebug: important thing\nexactly this\nexactly this too\na.b[c] x\nazb[c] x\nstarting\nend\n";
    const tooLong = suite === "busybox" ? [] : ["exactly this too"];
    for (const timestamp of ["none", "tai64n"] as const) {
      const text = current(log(suite, { filter, timestamp }, input));
      const kept = text
        .split("\n")
        .map((line) => (timestamp === "none" ? line : line.replace(/^@[0-9a-f]{24} /, "")));
      expect(kept).toEqual(["one", "debug: important thing", ...tooLong, "azb[c] x", "end", ""]);
    }
  });

  it("stamps lines", (ctx) => {
    needSuite(ctx, suite);
    expect(current(log(suite, { timestamp: "tai64n" }, "a\n"))).toMatch(/^@4[0-9a-f]{23} a\n$/);
    if (suite === "daemontools") return;
    const stamped = current(log(suite, { timestamp: "iso" }, "a\n"));
    const [, date = "", time = ""] = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)\.\d+ +a\n$/.exec(stamped) ?? [];
    expect(Math.abs(Date.parse(`${date}T${time}Z`) - Date.now())).toBeLessThan(60_000);
  });

  it("rotates by size and keeps as many files as declared", (ctx) => {
    needSuite(ctx, suite);
    const dir = log(suite, { maxSizeBytes: 8192, keep: 3, timestamp: "none" }, lines("a", 1000));
    expect(rotated(dir)).toHaveLength(3);
    for (const name of rotated(dir)) expect(statSync(join(dir, name)).size).toBeLessThanOrEqual(8192);
  });

  it("passes rotated files through gzip, and through a processor's exact arguments", (ctx) => {
    needSuite(ctx, suite);
    const zipped = log(suite, { maxSizeBytes: 8192, compress: "gzip", timestamp: "none" }, lines("z", 200));
    const [name = ""] = rotated(zipped);
    expect(gunzipSync(readFileSync(join(zipped, name))).toString()).toContain("z 0 x");
    const processor = ["sh", "-c", 'cat >/dev/null; printf "%s" "$1"', "sh", 'it\'s $HOME "x"'] as const;
    const dir = log(suite, { maxSizeBytes: 8192, processor, timestamp: "none" }, lines("p", 200));
    expect(readFileSync(join(dir, rotated(dir)[0] ?? ""), "utf8")).toBe('it\'s $HOME "x"');
  });

  it("runs as the log user, in a directory of that user's", (ctx) => {
    needSuite(ctx, suite);
    needRoot(ctx);
    const dir = log(suite, { user: "nobody" }, "a\n");
    expect(spawnSync("stat", ["-c", "%U %a", dir, join(dir, "current")]).stdout.toString()).toMatch(
      /^nobody 755\nnobody \d+\n$/,
    );
  });
});

it("svlogd prefixes lines and rotates by age", (ctx) => {
  needSuite(ctx, "runit");
  const dir = log("runit", { prefix: "web: ", timestamp: "none", rotateEveryMs: 3_600_000 }, "a\n", "b\n");
  expect(current(dir)).toBe("web: a\nweb: b\n");
  expect(readFileSync(join(dir, "config"), "utf8")).toBe("s1000000\nn10\nt3600\npweb: \n");
});
