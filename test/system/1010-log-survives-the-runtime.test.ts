/** The whole runtime is killed and upgraded in place under a writing service: its log has every line once. */
import { mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { alive, ScanDir, SLEEPER } from "../helpers/scan-dir.ts";
import { waitFor } from "../helpers/wait-for.ts";

let dir: ScanDir;
const log = (file: string): string => join(dir.root, "log", file);

beforeEach(() => {
  dir = new ScanDir();
  mkdirSync(join(dir.root, "log"));
});
afterEach(() => dir.cleanUp());

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

/** A service under svforge's own engine, and the policy of its log. */
function declare(run: string, policy: Readonly<Record<string, unknown>>): void {
  dir.add("w", {
    run,
    "log/run": "#!/bin/sh\nexec false\n",
    "log/service.json": JSON.stringify({
      format: "svforge.service/1",
      log: { to: { dir: join(dir.root, "log") }, timestamp: "tai64n", ...policy },
    }),
  });
}

const textOf = (file: string): string => dir.text(`log/${file}`).replaceAll(/^@[0-9a-f]{24} /gm, "");

/** Every line of the writer once, whole and in order, its last one included. */
function expectAll(): void {
  const lines = files().flatMap((name) => readFileSync(log(name), "utf8").split("\n").slice(0, -1));
  expect(lines.pop()).toMatch(/^@[0-9a-f]{24} the end$/);
  lines.forEach((line, n) => {
    const expected = ` line ${n} ${"p".repeat((n * 7919) % 97)}`;
    if (!/^@[0-9a-f]{24} /.test(line) || line.slice(25) !== expected)
      expect.fail(`line ${n} is ${JSON.stringify(line)}`);
  });
}

const files = (): string[] =>
  readdirSync(join(dir.root, "log"))
    .filter((name) => name.startsWith("@") || name === "current")
    .sort((a, b) => (a === "current" ? 1 : b === "current" ? -1 : a < b ? -1 : 1));

function bytesLogged(): number {
  return files().reduce((sum, name) => {
    return sum + (statSync(log(name), { throwIfNoEntry: false })?.size ?? 0);
  }, 0);
}

async function grow(bytes: number): Promise<void> {
  const before = bytesLogged();
  await waitFor(`${bytes} more bytes in the log`, () => bytesLogged() > before + bytes);
}

it("kill -9 five times, an upgrade, and an ordered end", async () => {
  declare(WRITER, { "max-size": 100_000, keep: 10_000 });
  for (let kill = 0; kill < 5; kill++) {
    const child = dir.start();
    await grow(20_000 + kill * 13_000);
    child.kill("SIGKILL");
    await dir.ended(child);
  }
  const last = dir.start();
  await grow(10_000);
  last.kill("SIGUSR2");
  await grow(300_000);
  await dir.stop(last);
  expectAll();
  expect((statSync(log("current")).mode & 0o100) !== 0).toBe(true);
});

it("a successor that is told to end as soon as it is there has read what was written before it came", async () => {
  // The writer's logger has its turn after those of many others.
  for (let n = 0; n < 40; n++)
    dir.write(`s${n}`, { run: SLEEPER, "log/run": "#!/bin/sh\nexec cat >/dev/null\n" });
  declare(WRITER, { "max-size": 100_000, keep: 10_000 });
  const first = dir.start();
  await grow(5000);
  first.kill("SIGKILL");
  await dir.ended(first);
  const successor = dir.start();
  await waitFor("the successor", () => dir.text("scan/.svscan/pid") === `${successor.pid}\n`);
  expect(await dir.stop(successor)).toBe(0);
  expectAll();
});

it("at the end a log that cannot be written is tried for a while", async () => {
  const folder = join(dir.root, "log");
  rmdirSync(folder);
  writeFileSync(folder, "in the way");
  declare("#!/bin/sh\necho one\necho two\nexec sleep 100000\n", { "max-size": 100_000, keep: 10 });
  const child = dir.start();
  const service = await dir.up("w");
  await waitFor("the fault", () => /its writers wait/.test(dir.err));
  child.kill("SIGTERM");
  await waitFor("the service's end", () => !alive(service));
  rmSync(folder);
  expect(await dir.ended(child)).toBe(0);
  expect(textOf("current")).toBe("one\ntwo\n");
});

it("logs standard error apart when told so", async () => {
  const fifo = "supervise/log-pipe-stderr";
  const run = `[ -p ${fifo} ] || mkfifo -m 600 ${fifo} || exit 111\nexec 2<>${fifo}\necho out; echo err >&2; exec sleep 1000`;
  declare(`#!/bin/sh\n${run}\n`, { "max-size": 1_000_000, keep: 10, stderr: "separate" });
  const child = dir.start();
  await waitFor("both lines", () => textOf("current") === "out\n" && textOf("stderr/current") === "err\n");
  await dir.stop(child);
  for (const file of ["current", "stderr/current"])
    expect((statSync(log(file)).mode & 0o100) !== 0).toBe(true);
});
