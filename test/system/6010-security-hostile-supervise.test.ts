/**
 * docs/security.md, "A folder handed over": the attacker owns supervise/ (a practice daemontools documents) and puts
 * there what he likes. svscan must not hang, die, write elsewhere or signal a stranger; the others must not notice.
 */
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, type TestContext } from "vitest";
import { type Ground, program } from "../../bench/torture/ground.ts";
import { isRunning } from "../../bench/torture/processes.ts";
import { ATTACKER, asAttacker, on, sharedGround } from "../helpers/attacker.ts";

/** What the attacker puts in place of a file: `$F` is its path, `$T` root's file. */
const SWAPS: Readonly<Record<string, string>> = {
  fifo: "rm -f $F; mkfifo $F",
  "fifo-held-open": "rm -f $F; mkfifo $F; (exec sleep 300 <>$F) >/dev/null 2>&1 &",
  "symlink-to-roots-file": "rm -f $F; ln -s $T $F",
  "symlink-to-nowhere": "rm -f $F; ln -s /nonexistent/x $F",
  "symlink-to-itself": "rm -f $F; ln -s $F $F",
  "hard-link": "rm -f $F; ln $T $F",
  directory: "rm -f $F; mkdir $F",
  "own-file": "rm -f $F; echo '{}' >$F",
  "huge-file": "rm -f $F; truncate -s 64M $F",
  nothing: "rm -f $F",
};
const VICTIMS = Object.keys(SWAPS);
const FILES = "status status.new stat.new pid.new svforge.json svforge.json.new ok control lock";

interface Scene {
  readonly ground: Ground;
  /** supervise/ of one of the services that are the attacker's. */
  readonly folderOf: (name: string) => string;
}

/** One service for each swap, whose supervise/ belongs to the attacker, and `other`, which is not his. */
async function scene(ctx: TestContext, attack: (scene: Scene) => Promise<void>): Promise<void> {
  await on(sharedGround(ctx, "hostile"), async (ground) => {
    for (const name of [...VICTIMS, "other"]) ground.add(name, { run: "exec sleep 1000" });
    const treasure = join(ground.folder, "treasure");
    writeFileSync(treasure, "root's\n", { mode: 0o644 });
    await ground.start();
    await ground.allUp();
    const folderOf = (name: string): string => join(ground.scan, name, "supervise");
    for (const folder of VICTIMS.map(folderOf)) {
      chmodSync(folder, 0o755);
      for (const path of [folder, join(folder, "ok"), join(folder, "control")])
        chownSync(path, ATTACKER, ATTACKER);
    }
    await attack({ ground, folderOf });
    await stillServes(ground);
    expect([readFileSync(treasure, "utf8"), statSync(treasure).uid, statSync(treasure).mode & 0o777]).toEqual(
      ["root's\n", 0, 0o644],
    );
  });
}

/** svscan lives and restarts the other service on demand. */
async function stillServes(ground: Ground): Promise<void> {
  const before = ground.pidOf("other");
  ground.svc("t", "other");
  const isServed = (): boolean => ground.pidOf("other") !== before && isRunning(ground.pidOf("other"));
  await ground.until("the other service is served", isServed, 15_000);
  expect(ground.monitorPid).not.toBe(0);
}

/** Every file of each victim is replaced in the victim's way. */
function swapAll({ ground, folderOf }: Scene): void {
  const treasure = join(ground.folder, "treasure");
  for (const [name, script] of Object.entries(SWAPS))
    asAttacker(`cd ${folderOf(name)}; T=${treasure}; for F in ${FILES}; do ${script}\ndone 2>/dev/null`);
}

it("files swapped under a running svscan: it goes on with every service, and root's file is untouched", async (ctx) => {
  await scene(ctx, async (place) => {
    swapAll(place);
    const { ground } = place;
    for (const name of VICTIMS) for (const pid of ground.leadersIn(name)) process.kill(pid, "SIGKILL");
    const missing = (): string[] => VICTIMS.filter((name) => ground.leadersIn(name).length !== 1);
    await ground
      .until("all are started again", () => missing().length === 0, 20_000)
      .catch((error: unknown) => {
        throw new Error(`not started again: ${missing().join(" ")}: ${String(error)}`);
      });
  });
});

it("files swapped while no svscan lives: its successor serves the others, and root's file is untouched", async (ctx) => {
  await scene(ctx, async (place) => {
    await place.ground.killMonitor();
    swapAll(place);
    await place.ground.start();
    await place.ground.allUp(["other"]);
  });
});

it("root's svc, svok, svstat and svforge status end in such folders, and write to no file", async (ctx) => {
  await scene(ctx, async (place) => {
    swapAll(place);
    const all = VICTIMS.map((name) => join(place.ground.scan, name));
    const commands = [
      [program("svc"), "-c", ...all],
      ...all.map((path) => [program("svok"), path]),
      [program("svstat"), ...all],
      [program("svforge"), "status", "--scan-dir", place.ground.scan],
    ];
    for (const argv of commands) {
      const ended = spawnSync(process.execPath, argv, {
        timeout: 15_000,
        killSignal: "SIGKILL",
        encoding: "utf8",
      });
      expect([argv, ended.signal]).toEqual([argv, null]);
      expect(ended.stderr).not.toMatch(/^\s+at /m);
    }
  });
});

it("a planted svforge.json cannot have root signal another process", async (ctx) => {
  await scene(ctx, async ({ ground, folderOf }) => {
    const stranger = spawn("sleep", ["300"], { stdio: "ignore" });
    try {
      const stat = readFileSync(`/proc/${stranger.pid}/stat`, "latin1");
      const start = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
      const folder = folderOf("nothing");
      const record: object = JSON.parse(readFileSync(join(folder, "svforge.json"), "utf8"));
      const planted = join(ground.folder, "planted");
      writeFileSync(planted, JSON.stringify({ ...record, pid: stranger.pid, start }));
      await ground.killMonitor();
      asAttacker(`cd ${folder} && rm -f svforge.json && cp ${planted} svforge.json`);
      await ground.start();
      await ground.allUp(["other"]);
      ground.svc("tkd", "nothing");
      await ground.until("his service is down", () => ground.status("nothing").status?.pid === 0);
      expect(isRunning(stranger.pid ?? 0)).toBe(true);
    } finally {
      stranger.kill("SIGKILL");
    }
  });
});

it("100,000 control bytes at once, and every byte there is, are taken without harm to the others", async (ctx) => {
  await scene(ctx, async ({ folderOf }) => {
    const control = join(folderOf("nothing"), "control");
    const flood = asAttacker(
      `yes t | head -c 100000 | tr -d '\\n' | timeout 15 dd of=${control} bs=4096 2>/dev/null; echo $?`,
    );
    expect(flood.out.trim()).toBe("0");
    const bytes = Buffer.from(
      Array.from({ length: 256 }, (_, i) => i).filter((i) => i !== "x".charCodeAt(0)),
    );
    writeFileSync(control, Buffer.concat(Array<Buffer>(8).fill(bytes)));
  });
});
