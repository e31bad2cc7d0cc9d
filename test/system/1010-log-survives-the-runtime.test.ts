/** The whole runtime is killed and upgraded in place under a writing service: its log has every line once. */
import { type ChildProcess, spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { built } from "../helpers/programs.ts";
import { waitFor } from "../helpers/wait-for.ts";

let folder = "";
let monitor: ChildProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "svforge-1010-"));
});

afterEach(async () => {
  const child = monitor;
  monitor = undefined;
  if (child !== undefined) await end(child, "SIGKILL");
  const pid = Number(readIfThere("scan/w/supervise/pid"));
  if (pid > 0) process.kill(pid, "SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** Numbered lines of changing length, a burst every few milliseconds; stops at TERM, behind a line. */
const WRITER = `#!${process.execPath}
const fs = require("node:fs");
let n = 0;
process.on("SIGTERM", () => { fs.writeSync(1, "the end\\n"); process.exit(0); });
(function go() {
  let text = "";
  for (let i = 0; i < 40; i++, n++) text += "line " + n + " " + "p".repeat((n * 7919) % 97) + "\\n";
  fs.writeSync(1, text);
  setTimeout(go, 3);
})();
`;

function readIfThere(name: string): string {
  const path = join(folder, name);
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

function declare(): void {
  mkdirSync(join(folder, "scan/w/log"), { recursive: true });
  mkdirSync(join(folder, "log"));
  writeFileSync(join(folder, "scan/w/run"), WRITER, { mode: 0o755 });
  writeFileSync(join(folder, "scan/w/log/run"), "#!/bin/sh\nexec false\n", { mode: 0o755 });
  const policy = { to: { dir: join(folder, "log") }, timestamp: "tai64n", "max-size": 100_000, keep: 10_000 };
  writeFileSync(
    join(folder, "scan/w/log/service.json"),
    JSON.stringify({ format: "svforge.service/1", log: policy }),
  );
}

const textOf = (file: string): string => readIfThere(`log/${file}`).replaceAll(/^@[0-9a-f]{24} /gm, "");

function start(): ChildProcess {
  monitor = spawn(process.execPath, [built("svscan"), join(folder, "scan")], { stdio: "ignore" });
  return monitor;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  child.kill(signal);
  await waitFor(`the end after ${signal}`, () => child.exitCode !== null || child.signalCode !== null);
}

const files = (): string[] =>
  readdirSync(join(folder, "log"))
    .filter((name) => name.startsWith("@") || name === "current")
    .sort((a, b) => (a === "current" ? 1 : b === "current" ? -1 : a < b ? -1 : 1));

function bytesLogged(): number {
  return files().reduce((sum, name) => {
    return sum + (statSync(join(folder, "log", name), { throwIfNoEntry: false })?.size ?? 0);
  }, 0);
}

async function grow(bytes: number): Promise<void> {
  const before = bytesLogged();
  await waitFor(`${bytes} more bytes in the log`, () => bytesLogged() > before + bytes);
}

it("kill -9 five times, an upgrade, and an ordered end", async () => {
  declare();
  for (let kill = 0; kill < 5; kill++) {
    const child = start();
    await grow(20_000 + kill * 13_000);
    await end(child, "SIGKILL");
  }
  const last = start();
  await grow(10_000);
  last.kill("SIGUSR2");
  await grow(300_000);
  await end(last, "SIGTERM");
  const lines = files().flatMap((name) =>
    readFileSync(join(folder, "log", name), "utf8")
      .split("\n")
      .slice(0, -1),
  );
  expect(lines.pop()).toMatch(/^@[0-9a-f]{24} the end$/);
  lines.forEach((line, n) => {
    const expected = ` line ${n} ${"p".repeat((n * 7919) % 97)}`;
    if (!/^@[0-9a-f]{24} /.test(line) || line.slice(25) !== expected)
      expect.fail(`line ${n} is ${JSON.stringify(line)}`);
  });
  expect((statSync(join(folder, "log/current")).mode & 0o100) !== 0).toBe(true);
});

it("logs standard error apart when told so", async () => {
  mkdirSync(join(folder, "scan/w/log"), { recursive: true });
  mkdirSync(join(folder, "log"));
  const fifo = "supervise/log-pipe-stderr";
  const run = `[ -p ${fifo} ] || mkfifo -m 600 ${fifo} || exit 111\nexec 2<>${fifo}\necho out; echo err >&2; exec sleep 1000`;
  writeFileSync(join(folder, "scan/w/run"), `#!/bin/sh\n${run}\n`, { mode: 0o755 });
  writeFileSync(join(folder, "scan/w/log/run"), "#!/bin/sh\nexec false\n", { mode: 0o755 });
  const log = {
    to: { dir: join(folder, "log") },
    timestamp: "tai64n",
    "max-size": 1_000_000,
    keep: 10,
    stderr: "separate",
  };
  writeFileSync(
    join(folder, "scan/w/log/service.json"),
    JSON.stringify({ format: "svforge.service/1", log }),
  );
  const child = start();
  await waitFor("both lines", () => textOf("current") === "out\n" && textOf("stderr/current") === "err\n");
  await end(child, "SIGTERM");
  for (const file of ["log/current", "log/stderr/current"])
    expect((statSync(join(folder, file)).mode & 0o100) !== 0).toBe(true);
});
