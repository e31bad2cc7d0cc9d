/** What an apply must not do: take what is not its own, act on an old plan, stop the essential, empty a host. */
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ActivationHost, MONITORS, traces } from "../helpers/activation-host.ts";
import { built, stock } from "../helpers/programs.ts";
import { needRoot } from "../helpers/suites.ts";
import { waitFor } from "../helpers/wait-for.ts";

let host: ActivationHost;
beforeEach(() => {
  host = new ActivationHost("svforge");
});
afterEach(() => host.cleanUp());

const apply = (...args: string[]) => host.svforge(["apply", "--yes", "--min-uptime", "0ms", ...args]);
const NOBODY = 65534;
const ESSENTIAL = 'essential = true\n[log]\nto = "none"\n';

async function planned(): Promise<string> {
  const file = `${host.root}/plan.json`;
  expect((await host.svforge(["plan", "--out", file])).code).toBe(0);
  return file;
}

describe.each(MONITORS)("under %s", (monitor) => {
  it("nothing is taken, stopped, emptied or done from an old plan without permission", {
    timeout: 240_000,
  }, async (ctx) => {
    await host.cleanUp();
    host = new ActivationHost(monitor);
    const theirRun = "#!/bin/sh\nexec sleep 1000\n";
    for (const name of ["web", "hand-written"]) {
      mkdirSync(host.path(name));
      writeFileSync(host.path(name, "run"), theirRun, { mode: 0o755 });
    }
    host.start(ctx);
    await host.monitored();
    const theirs = await host.up("web");
    const hand = [await host.up("hand-written"), traces(host.path("hand-written"))];

    // The name is taken: refused, taken over when told to, given back when that fails, kept aside when not.
    host.declareDaemon("web", "1");
    const taken = await apply();
    expect([taken.code, taken.err]).toEqual([8, expect.stringContaining("--adopt")]);
    expect(host.pid("web")).toBe(theirs);
    host.declare("web", 'command = "/bin/false"\n[log]\nto = "none"\n');
    expect((await apply("--adopt", "web")).code).toBe(6);
    await host.up("web");
    expect(readFileSync(host.path("web/run"), "utf8")).toBe(theirRun);
    host.declareDaemon("web", "1");
    host.declareDaemon("db", "1", ESSENTIAL);
    await host.apply("--adopt", "web");
    expect(host.starts().sort()).toEqual(["db start 1", "web start 1"]);
    expect(readFileSync(host.path(".adopted-web/run"), "utf8")).toBe(theirRun);

    // A plan is for what was seen: not for a service that was stopped since, nor for another generation.
    host.declareDaemon("web", "2");
    const plan = await planned();
    host.svc(ctx, "d", "web");
    await waitFor("web down", () => host.pid("web") === 0);
    const stopped = await apply(plan);
    expect([stopped.code, stopped.err]).toEqual([4, expect.stringContaining("web has changed since")]);
    host.svc(ctx, "u", "web");
    await host.up("web");
    await host.apply(plan);
    expect(host.starts().at(-1)).toBe("web start 2");
    const passed = await apply(plan);
    expect([passed.code, passed.err]).toEqual([4, expect.stringContaining("is in force")]);

    // The essential goes on, and the last one too.
    const [web, db] = [host.pid("web"), host.pid("db")];
    host.declareDaemon("db", "2", ESSENTIAL);
    expect((await apply()).err).toContain("--allow-essential");
    host.undeclareAll();
    const emptied = await apply("--allow-essential");
    expect([emptied.code, emptied.err]).toEqual([3, expect.stringContaining("--allow-empty permits it")]);
    expect([host.pid("web"), host.pid("db")]).toEqual([web, db]);
    await host.apply("--allow-essential", "--allow-empty");
    expect([host.status("web"), host.status("db")]).toEqual([undefined, undefined]);
    expect(host.starts().filter((line) => line.includes("DOUBLE"))).toEqual([]);

    // Through all of it, what nobody declared was not touched.
    expect([host.pid("hand-written"), traces(host.path("hand-written"))]).toEqual(hand);
  });
});

describe("somebody else's directory", () => {
  it("is left as it is, inode, time and bytes, whatever is applied around it", async () => {
    mkdirSync(host.path("hand-written/log"), { recursive: true });
    writeFileSync(host.path("hand-written/run"), "#!/bin/sh\nexec sleep 1000\n", { mode: 0o755 });
    symlinkSync("/nowhere", host.path("dangling"));
    const before = [traces(host.path("hand-written")), traces(host.path("dangling"))];
    host.declareDaemon("web", "1");
    await host.apply();
    host.declareDaemon("web", "2");
    await host.apply();
    host.undeclare("web");
    await host.apply("--allow-empty");
    expect([traces(host.path("hand-written")), traces(host.path("dangling"))]).toEqual(before);
  });

  it("with a mark that another user could have forged is not ours", async (ctx) => {
    needRoot(ctx);
    host.declareDaemon("web", "1");
    await host.apply();
    chownSync(host.path("web"), NOBODY, NOBODY);
    host.declareDaemon("web", "2");
    const before = traces(host.path("web"));
    const refused = await apply();
    expect([refused.code, refused.err]).toEqual([8, expect.stringContaining("web")]);
    expect(traces(host.path("web"))).toEqual(before);
  });

  it("behind a symlink of the service's name is neither followed nor replaced", async () => {
    const outside = `${host.root}/outside`;
    mkdirSync(outside);
    writeFileSync(`${outside}/run`, "theirs");
    symlinkSync(outside, host.path("web"));
    host.declareDaemon("web", "1");
    expect((await apply()).code).toBe(8);
    expect(traces(outside)).toEqual(traces(outside));
    expect(readFileSync(`${outside}/run`, "utf8")).toBe("theirs");
    expect(existsSync(`${outside}/def`)).toBe(false);
  });
});

describe("a scan or state directory that others may write to", () => {
  it.each(["scan", "state"] as const)("is refused: %s", async (which) => {
    host.declareDaemon("web", "1");
    mkdirSync(host.state, { recursive: true });
    chmodSync(host[which], 0o777);
    const refused = await apply();
    expect([refused.code, refused.err]).toEqual([9, expect.stringContaining("writable by others")]);
    expect(existsSync(host.path("web"))).toBe(false);
  });

  it("is refused when it belongs to somebody else", async (ctx) => {
    needRoot(ctx);
    chownSync(host.scan, NOBODY, NOBODY);
    host.declareDaemon("web", "1");
    expect((await apply()).code).toBe(9);
  });
});

describe("drift", () => {
  beforeEach(async () => {
    host.declareDaemon("web", "1");
    host.declareDaemon("db", "1");
    await host.apply();
    unlinkSync(host.path("web/run"));
    writeFileSync(host.path("web/run"), "#!/bin/sh\nexec sleep 7\n", { mode: 0o755 });
  });

  it("is shown, refused, kept or overwritten as told", async () => {
    const plan = await host.svforge(["plan"]);
    expect(plan.out).toContain("≠ drift: web was changed on the host after generation 1");
    expect(plan.out).toContain("run edited: now #!/bin/sh\\nexec sleep 7\\n");
    host.declareDaemon("db", "2");
    expect((await apply()).code).toBe(8);
    await host.apply("--on-drift", "keep");
    expect(readFileSync(host.path("web/run"), "utf8")).toContain("sleep 7");
    expect(readFileSync(host.path("db/run"), "utf8")).toContain("VALUE=2");
    await host.apply("--on-drift", "overwrite");
    expect(readFileSync(host.path("web/run"), "utf8")).toContain("VALUE=1");
  });
});

describe("a saved plan", () => {
  it("is applied as it was shown, without the project, and once only", async () => {
    host.declareDaemon("web", "1");
    const first = await planned();
    rmSync(host.project, { recursive: true });
    mkdirSync(host.project);
    expect((await apply(first)).code).toBe(0);
    expect(readFileSync(host.path("web/run"), "utf8")).toContain("VALUE=1");
    const again = await apply(first);
    expect([again.code, again.err]).toEqual([4, expect.stringContaining("another installation")]);
  });

  it("is refused when somebody changed it", async () => {
    host.declareDaemon("web", "1");
    const file = await planned();
    const plan = JSON.parse(readFileSync(file, "utf8"));
    const run = plan.payload.definitions[0].entries.find((e: { path: string }) => e.path === "run");
    run.content = Buffer.from("#!/bin/sh\nexec evil\n").toString("base64");
    writeFileSync(file, JSON.stringify(plan));
    expect((await apply(file)).code).toBe(3);
    expect(existsSync(host.path("web"))).toBe(false);
  });

  it("is readable by its owner alone", async () => {
    host.declareDaemon("web", "1");
    const mode = traces(await planned());
    expect(Object.values(mode)[0]?.split(" ")[2]).toBe(String(0o100600));
  });
});

describe("without permission", () => {
  it("does not act at all where nobody can be asked", async () => {
    host.declareDaemon("web", "1");
    const refused = await host.svforge(["apply"]);
    expect([refused.code, refused.err]).toEqual([64, expect.stringContaining("--yes")]);
    expect(existsSync(host.state)).toBe(false);
  });
});

describe("two at a time", () => {
  it("are one too many: the second says who the first is", async (ctx) => {
    host.start(ctx);
    await host.monitored();
    host.declareDaemon("web", "1");
    const first = host.svforge(["apply", "--yes", "--min-uptime", "4s"]);
    await waitFor("web to be created", () => existsSync(host.path("web")));
    const second = await apply();
    expect([second.code, second.err]).toEqual([5, expect.stringMatching(/svforge apply .*\(pid \d+\)/)]);
    expect((await first).code).toBe(0);
  });
});

describe("plan", () => {
  it("writes nothing, anywhere, and puts no control character on the terminal", async () => {
    host.declare(
      "web",
      'command = ["/bin/echo", "\\u001b[2J\\u202e"]\n[env]\nX = "a\\u0007"\n[log]\nto = "none"\n',
    );
    const before = traces(host.root);
    const done = await host.svforge(["plan", "--full"]);
    expect(done.code).toBe(0);
    expect(done.out).toContain("\\x1b[2J\\u202e");
    expect(done.out).not.toMatch(/\p{Bidi_Control}|(?!\n)\p{Cc}/u);
    expect(traces(host.root)).toEqual(before);
    expect((await host.svforge(["plan", "--detailed-exitcode"])).code).toBe(2);
  });

  it("is the same text in another time zone, locale and folder", async () => {
    host.declare("aerger", 'command = "/bin/true"\n[log]\nto = "none"\n');
    host.declareDaemon("web-10", "1");
    host.declareDaemon("web-9", "1");
    const plain = await host.svforge(["plan", "--json"]);
    const other = { TZ: "Asia/Tokyo", LC_ALL: "sv_SE.UTF-8", LANG: "tr_TR.UTF-8", COLUMNS: "40" };
    const elsewhere = await host.svforge(["plan", "--json", "--project", host.project], other);
    expect(elsewhere).toEqual(plain);
  });
});

describe("an ordinary user", () => {
  it("activates in directories of his own, and nobody else's", async (ctx) => {
    needRoot(ctx);
    host.declareDaemon("web", "1");
    for (const path of [host.root, host.scan, host.project]) chownSync(path, NOBODY, NOBODY);
    const as = ["--reuid", "65534", "--regid", "65534", "--clear-groups"];
    const svforge = (command: string, ...args: string[]): string =>
      execFileSync(
        stock(ctx, "setpriv"),
        [
          ...as,
          process.execPath,
          built("svforge"),
          command,
          "--scan-dir",
          host.scan,
          "--state-dir",
          host.state,
          ...args,
        ],
        { cwd: host.project, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] },
      );
    svforge("apply", "--yes");
    expect(readFileSync(host.path("web/run"), "utf8")).toContain("VALUE=1");
    expect(svforge("plan")).toContain("No changes; 1 unchanged.");
    chownSync(host.scan, 0, 0);
    host.declareDaemon("extra", "1");
    expect(() => svforge("apply", "--yes")).toThrow(/extra: access denied/);
  });
});
