/** User, groups, umask, niceness, OOM score, processors, capabilities, scheduler: as declared, under every target. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Service, TARGETS, type TargetName } from "../../src/declare/service.ts";
import { runOnce } from "../helpers/compile-run.ts";
import { stock } from "../helpers/programs.ts";
import { service } from "../helpers/service.ts";
import { needRoot } from "../helpers/suites.ts";
import { refusals, writeServices } from "../helpers/tree.ts";

const UTIL_LINUX = TARGETS.filter((t) => t !== "busybox");
const idOf = (option: string): string => spawnSync("id", [option, "nobody"]).stdout.toString().trim();

/** What the process finds in its own /proc folder, as `field -> words`. */
function statusOf(target: TargetName, overrides: Partial<Service>): Map<string, string> {
  const work = { kind: "command", argv: ["cat", "/proc/self/status"] } as const;
  const { stdout, stderr, status } = runOnce(service({ work, ...overrides }), { target });
  if (status !== 0) throw new Error(`exit ${status}: ${stderr}`);
  const lines = stdout
    .toString()
    .split("\n")
    .map((line) => line.split(":\t"));
  return new Map(lines.map(([field = "", value = ""]) => [field, value.trim()]));
}

const print = (
  target: TargetName,
  argv: readonly [string, ...string[]],
  overrides: Partial<Service>,
): string => {
  const { stdout, stderr } = runOnce(service({ work: { kind: "command", argv }, ...overrides }), { target });
  return stdout.toString() + stderr.toString();
};

describe.each(UTIL_LINUX)("%s", (target) => {
  it("becomes a user with the groups of the database", (ctx) => {
    needRoot(ctx);
    stock(ctx, "unshare");
    const folder = mkdtempSync(join(tmpdir(), "svforge-test-"));
    try {
      const groups = join(folder, "group");
      writeFileSync(groups, `${readFileSync("/etc/group", "utf8")}svftest:x:54321:nobody\n`);
      const work = { kind: "command", argv: ["cat", "/proc/self/status"] } as const;
      writeServices(join(folder, "sv"), target, service({ work, identity: { user: "nobody" } }));
      const script = `mount --bind ${groups} /etc/group && cd ${folder}/sv/web && exec ./run`;
      const { stdout } = spawnSync("unshare", ["-m", "sh", "-c", script]);
      expect(stdout.toString()).toMatch(new RegExp(`^Uid:(\t${idOf("-u")}){4}$`, "m"));
      expect(stdout.toString()).toMatch(new RegExp(`^Gid:(\t${idOf("-g")}){4}$`, "m"));
      expect(stdout.toString()).toMatch(/^Groups:.*\b54321\b/m);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("has exactly the supplementary groups that were declared", (ctx) => {
    needRoot(ctx);
    const some = statusOf(target, {
      identity: { user: "nobody", group: "12345", groups: ["54321", "54322"] },
    });
    expect([some.get("Gid"), some.get("Groups")]).toEqual(["12345\t12345\t12345\t12345", "54321 54322"]);
    expect(statusOf(target, { identity: { user: "12345", group: "12345", groups: [] } }).get("Groups")).toBe(
      "",
    );
    expect(statusOf(target, { identity: { group: "12345" } }).get("Gid")).toBe("12345\t12345\t12345\t12345");
  });

  it("does not start as somebody unknown", (ctx) => {
    needRoot(ctx);
    const { status, stdout } = runOnce(service({ identity: { user: "no-such-user" } }), { target });
    expect(status).toBeGreaterThan(0);
    expect(stdout.toString()).toBe("");
  });

  it("keeps ambient capabilities across the change of user and bounds the others", (ctx) => {
    needRoot(ctx);
    const capabilities = { ambient: ["CAP_NET_BIND_SERVICE"], bounding: ["net_bind_service", "chown"] };
    const status = statusOf(target, { identity: { user: "nobody" }, capabilities, noNewPrivs: true });
    const sets = ["CapAmb", "CapEff", "CapPrm", "CapBnd", "NoNewPrivs"].map((name) => status.get(name));
    expect(sets).toEqual([
      "0000000000000400",
      "0000000000000400",
      "0000000000000400",
      "0000000000000401",
      "1",
    ]);
  });

  it("changes root and user in one step", (ctx) => {
    needRoot(ctx);
    const all = { chroot: "/", identity: { user: "nobody", groups: ["54321"] }, noNewPrivs: true } as const;
    const status = statusOf(target, all);
    expect(status.get("Uid")?.split("\t")[0]).toBe(idOf("-u"));
    expect([status.get("Groups"), status.get("NoNewPrivs")]).toEqual(["54321", "1"]);
    expect(
      refusals(target, service({ ...all, workingDir: "/srv", capabilities: { ambient: ["chown"] } })),
    ).toHaveLength(2);
  });
});

describe.each(TARGETS)("%s", (target) => {
  it("sets umask, working directory, OOM score, niceness, processors and scheduling", (ctx) => {
    needRoot(ctx);
    const status = statusOf(target, { umask: 0o027, cpus: "0", noNewPrivs: true });
    expect([status.get("Umask"), status.get("Cpus_allowed_list"), status.get("NoNewPrivs")]).toEqual([
      "0027",
      "0",
      "1",
    ]);
    expect(print(target, ["pwd"], { workingDir: "/usr/bin" })).toBe("/usr/bin\n");
    expect(print(target, ["cat", "/proc/self/oom_score_adj"], { oomScoreAdj: 123 })).toBe("123\n");
    expect(print(target, ["nice"], { nice: 7 })).toBe("7\n");
    expect(print(target, ["nice"], { nice: -3 })).toBe("-3\n");
    expect(print(target, ["ionice"], { ioClass: "best-effort", ioPriority: 6 })).toContain(
      "best-effort: prio 6",
    );
    expect(print(target, ["ionice"], { ioClass: "idle" })).toContain("idle");
    const sched = { policy: "batch", priority: 0 } as const;
    expect(print(target, ["sh", "-c", "chrt -p $$"], { sched })).toContain("SCHED_BATCH");
  });

  it("does not start with processors the machine lacks, or in a directory that is not there", () => {
    for (const overrides of [{ cpus: "0,1000" }, { workingDir: "/no/such/place" }]) {
      const { status, stderr } = runOnce(
        service({ work: { kind: "command", argv: ["true"] }, ...overrides }),
        { target },
      );
      expect([status, stderr.toString() === ""]).toEqual([111, false]);
    }
  });

  it("makes directories with owner and mode, whatever the umask", (ctx) => {
    needRoot(ctx);
    const folder = mkdtempSync(join(tmpdir(), "svforge-test-"));
    try {
      const path = join(folder, "a", "b");
      const dirs = [{ purpose: "runtime", path, owner: "nobody", mode: 0o2775, keep: false }] as const;
      expect(print(target, ["stat", "-c", "%a %U %G", path], { dirs, umask: 0o077 })).toMatch(
        /^2775 nobody \w+\n$/,
      );
      expect(statSync(join(folder, "a")).mode & 0o777).toBe(0o755);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

it("busybox refuses the groups it would drop", () => {
  expect(refusals("busybox", service({ identity: { user: "www" } }))).toEqual([
    expect.stringContaining("`user`"),
  ]);
  expect(refusals("busybox", service({ identity: { user: "www", groups: ["a"] } }))).toEqual([
    expect.stringContaining("`groups`"),
  ]);
  expect(refusals("busybox", service({ identity: { user: "www", group: "www", groups: [] } }))).toEqual([]);
});
