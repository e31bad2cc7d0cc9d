/** Logs that go elsewhere than to a directory of their own: another service's log, the host's syslog. */
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { built, stock } from "../helpers/programs.ts";
import { ScanDir } from "../helpers/scan-dir.ts";
import { waitFor } from "../helpers/wait-for.ts";

let scan: ScanDir;
beforeEach(() => {
  scan = new ScanDir();
});
afterEach(() => scan.cleanUp());

const policy = (to: object, more: object = {}): string =>
  JSON.stringify({
    format: "svforge.service/1",
    log: { to, timestamp: "tai64n", "max-size": 1_000_000, keep: 100, ...more },
  });

const ticker = (word: string): string =>
  `#!/bin/sh\ni=0; while :; do i=$((i+1)); echo ${word} $i; sleep 0.01; done\n`;

function logged(name: string, run: string, json: string): void {
  scan.add(name, { run, "log/run": "#!/bin/sh\nexit 1\n", "log/service.json": json });
}

/** Numbers behind this word in the hub's log; fails on a line that is not whole. */
function numbers(word: string): number[] {
  const lines = scan.lines("hub/current");
  for (const line of lines.slice(0, -1)) expect(line).toMatch(/^@[0-9a-f]{24} (hub|spoke: spoke) \d+$/);
  return lines.flatMap((line) => {
    const [, found, number] = /(hub|spoke) (\d+)$/.exec(line) ?? [];
    return found === word ? [Number(number)] : [];
  });
}

it("another service's log has both services' lines, prefixed, stamped and in order, over kill -9 and restarts", async () => {
  logged("hub", ticker("hub"), policy({ dir: join(scan.root, "hub") }));
  logged("spoke", ticker("spoke"), policy({ service: "hub" }, { prefix: "spoke: " }));
  const first = scan.start();
  await waitFor("lines of both", () => numbers("hub").length > 20 && numbers("spoke").length > 20);
  first.kill("SIGKILL");
  await scan.ended(first);
  const second = scan.start();
  const before = numbers("spoke").length;
  await waitFor("more lines", () => numbers("spoke").length > before + 50);
  expect(await scan.stop(second)).toBe(0);
  const spoke = numbers("spoke");
  // The last piece before a kill may come twice; nothing may be missing.
  expect([...new Set(spoke)].sort((a, b) => a - b)).toEqual(
    Array.from({ length: Math.max(...spoke) }, (_, i) => i + 1),
  );
  const hub = numbers("hub");
  expect(hub).toEqual(hub.map((_, i) => i + 1));
});

it("a relay to a service without a log says so, keeps the lines, and sends them when there is one", async () => {
  logged(
    "spoke",
    "#!/bin/sh\necho spoke 1\nexec sleep 1000\n",
    policy({ service: "hub" }, { prefix: "spoke: " }),
  );
  const first = scan.start();
  await waitFor("the complaint", () => /spoke\/log: .*hub/.test(scan.err));
  await scan.stop(first);
  logged("hub", "#!/bin/sh\nexec sleep 1000\n", policy({ dir: join(scan.root, "hub") }));
  scan.start();
  await waitFor("the line", () => numbers("spoke").includes(1));
});

it("a log that cannot be written follows a policy that names a better place, with the lines that wait", async () => {
  writeFileSync(join(scan.root, "file"), "");
  const run = "#!/bin/sh\necho hub 1\nexec sleep 1000\n";
  logged("web", run, policy({ dir: join(scan.root, "file/log") }));
  const child = scan.start();
  await waitFor("the complaint", () => /web\/log: .*its writers wait/.test(scan.err));
  scan.write("web", { "log/.new": policy({ dir: join(scan.root, "hub") }) });
  renameSync(scan.file("web/log/.new"), scan.file("web/log/service.json"));
  child.kill("SIGHUP");
  await waitFor("the line", () => numbers("hub").includes(1));
  await waitFor("the end of it", () => /web\/log: the log is written again; nothing is lost/.test(scan.err));
  expect(numbers("hub")).toEqual([1]);
});

it("the host's syslog gets them through /dev/log", async (ctx) => {
  if (process.getuid?.() !== 0) ctx.skip("a /dev of its own needs root");
  stock(ctx, "busybox");
  const folder = mkdtempSync(join(tmpdir(), "svforge-1009-"));
  try {
    mkdirSync(join(folder, "dev"));
    mkdirSync(join(folder, "work"));
    writeFileSync(
      join(folder, "service.json"),
      policy({ syslog: "/dev/log" }, { prefix: "web: ", filter: ["-noise*"] }),
    );
    // A /dev with what Node needs, in mounts of its own; the daemon makes /dev/log there.
    const script = `
for n in null zero urandom random; do cp -a /dev/$n '${folder}/dev/'; done
ln -s /proc/self/fd '${folder}/dev/fd'; ln -s /proc/self/fd/2 '${folder}/dev/stderr'
mount --bind '${folder}/dev' /dev || exit 99
busybox syslogd -n -O '${folder}/out' & daemon=$!
i=0; while [ ! -S /dev/log ] && [ $i -lt 200 ]; do i=$((i+1)); sleep 0.05; done
cd '${folder}/work'
printf 'one\\nnoise\\n<11>two\\n' | '${process.execPath}' '${built("svforge")}' log '${folder}/service.json'
i=0; while ! grep -q two '${folder}/out' && [ $i -lt 200 ]; do i=$((i+1)); sleep 0.05; done
kill $daemon
`;
    const run = spawn("unshare", ["-m", "sh", "-c", script], { stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    run.stderr.on("data", (text: Buffer) => {
      said += text;
    });
    await waitFor("the end", () => run.exitCode !== null, 40_000);
    if (run.exitCode === 99) ctx.skip(`no mounts of its own here: ${said}`);
    const text = readFileSync(join(folder, "out"), "utf8");
    expect(text).toMatch(/daemon\.info \S*log: web: one$/m);
    expect(text).toMatch(/user\.err \S*log: web: two$/m);
    expect(text).not.toContain("noise");
  } finally {
    spawnSync("umount", ["-l", join(folder, "dev")]);
    rmSync(folder, { recursive: true, force: true });
  }
});
