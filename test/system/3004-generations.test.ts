/** Generations: rollback, history, gc, boot, confirmation, the source and its signature, two revisions compared. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ActivationHost, MONITORS } from "../helpers/activation-host.ts";
import { built, stock } from "../helpers/programs.ts";
import { waitFor } from "../helpers/wait-for.ts";

let host: ActivationHost;
beforeEach(() => {
  host = new ActivationHost("svforge");
});
afterEach(() => host.cleanUp());

const run = (...args: string[]) => host.svforge(args);
const apply = (...args: string[]) => run("apply", "--yes", "--min-uptime", "0ms", ...args);
const valueIn = (name: string): string | undefined =>
  /VALUE=(\S+)/.exec(readFileSync(host.path(name, "run"), "utf8"))?.[1];
const isThere = (name: string): boolean => existsSync(host.path(name));
interface History {
  readonly generations: readonly {
    readonly generation: number;
    readonly outcome: string;
    readonly current: boolean;
    readonly detail: string | null;
    readonly commit: string | null;
  }[];
}
const history = async (): Promise<History["generations"]> =>
  (JSON.parse((await run("history", "--json")).out) as History).generations;

describe.each(MONITORS)("under %s", (monitor) => {
  it("a bad change is rolled back and stays to be looked at; a good one too, without the project; gc; boot", {
    timeout: 180_000,
  }, async (ctx) => {
    await host.cleanUp();
    host = new ActivationHost(monitor);
    host.start(ctx);
    await host.monitored();
    host.declareDaemon("base", "1");
    host.declareDaemon("web", "1");
    await host.apply();
    host.declareDaemon("base", "2");
    host.declare("web", 'wants = ["base"]\ncommand = ["/bin/sh", "-c", "exit 7"]\n[log]\nto = "none"\n');
    const failed = await apply();
    expect([failed.code, failed.err]).toEqual([6, expect.stringContaining("everything is as before")]);
    await waitFor("base back", () => host.starts().slice(-2).includes("base start 1"));
    expect([valueIn("base"), valueIn("web")]).toEqual(["1", "1"]);
    await host.up("web");
    const shown = await history();
    expect(shown.map((g) => [g.generation, g.outcome, g.current])).toEqual([
      [1, "good", true],
      [2, "rolled-back", false],
    ]);
    expect(shown[1]?.detail).toContain("web: ");

    host.declareDaemon("web", "3");
    await host.apply();
    rmSync(host.project, { recursive: true });
    mkdirSync(host.project);
    expect((await run("rollback", "--yes")).err).toContain("generation 4 is in force");
    expect(host.starts().slice(-2).sort()).toEqual(["base start 1", "web start 1"]);

    const pids = [host.pid("base"), host.pid("web")];
    expect((await run("gc", "--keep", "1")).out).toBe("removed 3 generations, 3 definitions\n");
    expect([host.pid("base"), host.pid("web")]).toEqual(pids);

    await host.powerOff();
    expect((await run("boot")).err).toContain("holds generation 4");
    host.start(ctx);
    await host.up("base");
    await host.up("web");
    expect([valueIn("base"), valueIn("web")]).toEqual(["1", "1"]);
    expect(host.starts().filter((l) => l.includes("DOUBLE"))).toEqual([]);
  });
});

describe("rollback", () => {
  it("goes to the generation before, or to any by number, without the project", async () => {
    for (const value of ["1", "2", "3"]) {
      host.declareDaemon("web", value);
      if (value === "3") host.declareDaemon("extra", "1");
      await host.apply();
    }
    rmSync(host.project, { recursive: true });
    mkdirSync(host.project);
    expect((await run("rollback", "--yes")).code).toBe(0);
    expect([valueIn("web"), isThere("extra")]).toEqual(["2", false]);
    expect((await run("rollback", "--yes", "1")).code).toBe(0);
    expect(valueIn("web")).toBe("1");
    expect((await run("rollback", "--yes", "3")).code).toBe(0);
    expect([valueIn("web"), isThere("extra")]).toEqual(["3", true]);
    expect((await history()).map((g) => g.generation)).toEqual([1, 2, 3, 4, 5, 6]);
    expect((await run("rollback", "--yes", "99")).code).toBe(3);
  });
});

describe("gc", () => {
  it("removes what no kept generation, directory or process needs, and nothing else", async () => {
    for (let value = 1; value <= 6; value++) {
      host.declareDaemon("web", String(value));
      await host.apply();
    }
    const stored = (): number => readdirSync(`${host.state}/store`).length;
    expect(stored()).toBe(6);
    expect((await run("gc", "--keep", "2", "--dry-run")).out).toBe(
      "would remove 4 generations, 4 definitions\n",
    );
    expect(stored()).toBe(6);
    await run("gc", "--keep", "2");
    expect([stored(), (await history()).map((g) => g.generation)]).toEqual([2, [5, 6]]);
    expect((await run("rollback", "--yes")).code).toBe(0);
    expect(valueIn("web")).toBe("5");
  });
});

describe("boot", () => {
  it("fills the directory its state belongs to, whatever is asked for, and no other", async () => {
    host.declareDaemon("web", "1");
    await host.apply();
    rmSync(host.scan, { recursive: true });
    const svforge = (...args: string[]) =>
      spawnSync(process.execPath, [built("svforge"), ...args, "--state-dir", host.state], {
        encoding: "utf8",
      });
    const other = `${host.root}/other`;
    for (const command of [["boot"], ["rollback", "--yes"], ["confirm"], ["gc"]]) {
      const { status, stderr } = svforge(...command, "--scan-dir", other);
      expect([command, status], stderr).toEqual([command, command[0] === "confirm" ? 1 : 3]);
    }
    expect(existsSync(other)).toBe(false);
    expect(svforge("boot").stderr).toContain(`${host.scan} holds generation 1`);
    expect(valueIn("web")).toBe("1");
  });

  it("starts from the good generation when the machine went down in the middle of a change", async () => {
    host.declareDaemon("web", "1");
    await host.apply();
    host.declareDaemon("web", "2");
    expect((await apply("--confirm", "5m")).code).toBe(0);
    rmSync(host.scan, { recursive: true });
    expect((await run("boot")).code).toBe(0);
    expect(valueIn("web")).toBe("1");
    expect((await history()).at(-1)).toMatchObject({ generation: 2, outcome: "interrupted" });
  });
});

describe("apply --confirm", () => {
  beforeEach(async () => {
    host.declareDaemon("web", "1");
    await host.apply();
    host.declareDaemon("web", "2");
  });

  it("keeps what is confirmed, and the guard goes", async (ctx) => {
    host.start(ctx);
    await host.monitored();
    expect((await apply("--confirm", "5m")).code).toBe(0);
    expect(isThere("svforge-confirm")).toBe(true);
    const second = await apply();
    expect([second.code, second.err]).toEqual([5, expect.stringContaining("svforge confirm")]);
    expect((await run("confirm")).code).toBe(0);
    expect([isThere("svforge-confirm"), valueIn("web")]).toEqual([false, "2"]);
    expect((await history()).at(-1)).toMatchObject({ generation: 2, outcome: "good", current: true });
    expect((await run("confirm")).code).toBe(1);
  });

  it("rolls back when nobody confirms, although the command and once its guard have been killed", async (ctx) => {
    host.start(ctx);
    await host.monitored();
    expect((await apply("--confirm", "5s")).code).toBe(0);
    process.kill(await host.up("svforge-confirm"), "SIGKILL");
    const rolledBack = (): boolean => valueIn("web") === "1" && !isThere("svforge-confirm");
    await waitFor("the rollback", rolledBack, 40_000);
    await waitFor("web from before", () => host.starts().at(-1) === "web start 1");
    await waitFor("the end of the trial", () => !existsSync(`${host.state}/trial`));
  });

  it("is undone at once by rollback", async (ctx) => {
    host.start(ctx);
    await host.monitored();
    expect((await apply("--confirm", "5m")).code).toBe(0);
    expect((await run("rollback", "--yes")).code).toBe(0);
    expect([valueIn("web"), isThere("svforge-confirm")]).toEqual(["1", false]);
  });
});

describe("the source", () => {
  const git = (...args: string[]): void => {
    const identity = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"];
    execFileSync("git", [...identity, ...args], { cwd: host.project, stdio: "ignore" });
  };
  const commit = (subject: string, ...args: string[]): void => {
    git("add", "-A");
    git(...args, "commit", "-q", "-m", subject, ...(args.length > 0 ? ["-S"] : []));
  };

  it("is recorded: commit, subject, and whether anything was uncommitted", async (ctx) => {
    stock(ctx, "git");
    git("init", "-q");
    host.declareDaemon("web", "1");
    commit("first");
    await host.apply();
    host.declareDaemon("web", "2");
    await host.apply();
    const [clean, dirty] = await history();
    expect(clean).toMatchObject({ subject: "first", dirty: false });
    expect(dirty).toMatchObject({ commit: clean?.commit, dirty: true });
  });

  it("runs nothing a repository asks for", async (ctx) => {
    stock(ctx, "git");
    git("init", "-q");
    host.declareDaemon("web", "1");
    commit("first");
    const trap = `${host.root}/trapped`;
    const script = `${host.root}/trap.sh`;
    writeFileSync(script, `#!/bin/sh\ntouch ${trap}\n`, { mode: 0o755 });
    for (const key of ["core.fsmonitor", "core.pager", "gpg.program", "gpg.ssh.program"])
      git("config", key, script);
    git("config", "core.hooksPath", host.root);
    await host.apply();
    expect(existsSync(trap)).toBe(false);
  });

  it("must be signed by somebody listed when that is demanded", async (ctx) => {
    stock(ctx, "git");
    stock(ctx, "ssh-keygen");
    const key = (name: string): string => {
      execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", `${host.root}/${name}`]);
      return readFileSync(`${host.root}/${name}.pub`, "utf8");
    };
    const signers = `${host.root}/signers`;
    writeFileSync(signers, `alice@example.org ${key("alice")}`);
    key("mallory");
    const signedBy = (name: string): string[] => [
      "-c",
      "gpg.format=ssh",
      "-c",
      `user.signingkey=${host.root}/${name}`,
    ];
    git("init", "-q");
    host.declareDaemon("web", "1");
    commit("unsigned");
    const demand = (): Promise<{ code: number }> => apply("--require-signed", signers);
    expect((await demand()).code).toBe(9);
    host.declareDaemon("web", "2");
    commit("by a stranger", ...signedBy("mallory"));
    expect((await demand()).code).toBe(9);
    host.declareDaemon("web", "3");
    commit("by alice", ...signedBy("alice"));
    host.declareDaemon("web", "4");
    expect((await demand()).code).toBe(9);
    host.declareDaemon("web", "3");
    expect((await demand()).code).toBe(0);
    expect((await history()).at(-1)).toMatchObject({ signer: "alice@example.org", subject: "by alice" });
  });

  it("can be compared with another revision or folder, with no host at all", async (ctx) => {
    stock(ctx, "git");
    git("init", "-q");
    host.declareDaemon("web", "1");
    host.declareDaemon("old", "1");
    commit("first");
    host.declareDaemon("web", "2");
    host.undeclare("old");
    const against = async (tree: string): Promise<string> =>
      (await run("plan", "--against", tree, "--short")).out;
    const shown = await against("HEAD");
    expect(shown).toMatch(/± +web +restart +env.VALUE "1" → "2" +services\/web.toml:3/);
    expect(shown).toMatch(/- +old +remove/);
    expect(shown).toContain("Downtime: old stops, web restarts; nothing else stops.");
    git("worktree", "add", "-q", `${host.root}/other`, "HEAD");
    const other = `${host.root}/other`;
    expect(await against(other)).toBe(shown.replace("against HEAD", `against ${other}`));
    expect((await run("plan", "--against", "no-such")).code).toBe(3);
    expect((await run("plan", "--against", "HEAD", "--only", "wbe")).code).toBe(64);
    const patch = (await run("plan", "--against", "HEAD", "--patch")).out;
    expect(patch).toContain("diff --git a/web/run b/web/run");
  });
});
