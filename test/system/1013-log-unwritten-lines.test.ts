/** Lines that a log cannot write when its service's policy turns elsewhere: they come to the new place, or where it is said. */
import { execFile } from "node:child_process";
import { createSocket } from "node:dgram";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, it } from "vitest";
import { built } from "../helpers/programs.ts";
import { ScanDir } from "../helpers/scan-dir.ts";
import { waitFor } from "../helpers/wait-for.ts";

/** So many datagrams fit in a socket, should its reader be slow. */
const LINES = 300;
const CATCH_ALL = "svscan's log";

let scan: ScanDir;
beforeEach(() => {
  scan = new ScanDir();
});
afterEach(() => scan.cleanUp());

/** Lets the project say this of web's log, and applies it. */
async function apply(log: string): Promise<void> {
  const writer = `[ -e ${scan.root}/ran ] || { : >${scan.root}/ran; seq -f 'n %06.0f' 1 ${LINES}; }; exec sleep 1000`;
  declare("web", `command = ["/bin/sh", "-c", "${writer}"]\n[log]\n${log}\n`);
  await activate();
}

async function activate(): Promise<void> {
  const dirs = ["--project", join(scan.root, "project"), "--scan-dir", scan.path];
  const argv = [built("svforge"), "apply", "--yes", ...dirs, "--state-dir", join(scan.root, "state")];
  await promisify(execFile)(process.execPath, argv);
}

const declare = (name: string, toml: string): void =>
  writeFileSync(join(scan.root, `project/services/${name}.toml`), toml);

/** A service that has written all its lines, and a log that has none of them. */
async function unwritten(args: readonly string[] = []): Promise<void> {
  mkdirSync(join(scan.root, "project/services"), { recursive: true });
  writeFileSync(join(scan.root, "project/svforge.toml"), '[project]\nname = "t"\ntarget = "builtin"\n');
  const hub = `dir = "${scan.root}/hub"\ntimestamp = "none"`;
  declare("hub", `command = ["/bin/sh", "-c", "exec sleep 1000"]\n[log]\n${hub}\n`);
  mkdirSync(join(scan.root, "bad"));
  await apply(`dir = "${scan.root}/bad/log"`);
  rmSync(join(scan.root, "bad"), { recursive: true });
  writeFileSync(join(scan.root, "bad"), "");
  scan.start({ args });
  await waitFor("the complaint", () => scanSaid().includes("web/log: mkdir"));
  await waitFor("the writer", () => scan.text("ran") === "" && scan.pid("web") > 0);
}

/** With a catch-all, standard error has it too while no terminal reads. */
const scanSaid = (): string => scan.err + scan.text("catch/current");

const wanted = Array.from({ length: LINES }, (_, i) => `n ${String(i + 1).padStart(6, "0")}`);

/** The numbered lines of a text, in its order, without what is before them. */
const numbered = (text: string): string[] => text.match(/n \d{6}$/gm) ?? [];

it.each(["none", "inherit"])(
  "to = %s: they go where output without a log goes, and that is said",
  async (to) => {
    await unwritten();
    await apply(`to = "${to}"`);
    await waitFor("the last line", () => numbered(scan.out).length >= LINES);
    expect(numbered(scan.out)).toEqual(wanted);
    expect(scan.out).toMatch(/^(web: n \d{6}\n)+$/);
    expect(scan.err).toContain(
      "2700 bytes cannot be written and nobody comes for them: they go to standard output",
    );
    expect(scan.err).not.toContain("wait for the next start");
  },
);

it.each(["none", "inherit"])("to = %s, with a log of svscan's own", async (to) => {
  await unwritten([`--log=${join(scan.root, "catch")}`]);
  await apply(`to = "${to}"`);
  await waitFor("the last line", () => numbered(scan.text("catch/current")).length >= LINES);
  expect(numbered(scan.text("catch/current"))).toEqual(wanted);
  expect(scan.text("catch/current")).toContain(
    `2700 bytes cannot be written and nobody comes for them: they go to ${CATCH_ALL}`,
  );
});

it("a service that is removed leaves them there too", async () => {
  await unwritten();
  rmSync(join(scan.root, "project/services/web.toml"));
  await activate();
  await waitFor("the last line", () => numbered(scan.out).length >= LINES, 40_000);
  expect(numbered(scan.out)).toEqual(wanted);
});

it("to = service:hub: they come to that log, and nothing else is said than that it works", async () => {
  await unwritten();
  await apply('to = "service:hub"');
  await waitFor("the last line", () => numbered(scan.text("hub/current")).length >= LINES);
  expect(numbered(scan.text("hub/current"))).toEqual(wanted);
  await waitFor("the end of it", () => scan.err.includes("written again; nothing is lost"));
  expect(scan.err.match(/web\/log:/g)).toHaveLength(2);
});

it("to = syslog: they are sent there", async () => {
  const socket = createSocket({ type: "udp4", recvBufferSize: 1 << 22 });
  let received = "";
  socket.on("message", (message) => {
    received += `${message}\n`;
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  try {
    await unwritten();
    await apply(`to = "syslog:127.0.0.1:${socket.address().port}"`);
    await waitFor("the last line", () => received.endsWith(`${wanted.at(-1)}\n`));
    expect(numbered(received)).toEqual(wanted);
  } finally {
    socket.close();
  }
});
