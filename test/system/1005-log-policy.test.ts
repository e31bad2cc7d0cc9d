/** What a policy says and what then stands in the directory. */

import { spawnSync } from "node:child_process";
import { createSocket } from "node:dgram";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as zlib from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LogWorld, withoutStamps } from "../helpers/logger.ts";
import { built } from "../helpers/programs.ts";
import { alive } from "../helpers/scan-dir.ts";
import { waitFor } from "../helpers/wait-for.ts";

let world: LogWorld;
beforeEach(() => {
  world = new LogWorld();
});
afterEach(() => world.remove());

const numbers = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => String(from + i).padStart(9, "0"));
const sizeOf = (name: string): number => statSync(join(world.dir, name)).size;

async function log(options: readonly string[], input: string | Uint8Array, last: string): Promise<void> {
  const logger = world.startOurs(...options);
  world.write(input);
  await world.awaitLine(last);
  await world.end(logger);
}

describe("size and number of files", () => {
  it("every file ends with a line, none is larger than max-size, keep rotated ones stay", async () => {
    const lines = numbers(1, 3000);
    await log(
      ["--max-size", "4096", "--keep", "3", "--timestamp", "none"],
      `${lines.join("\n")}\n`,
      lines.at(-1) ?? "",
    );
    const files = world.files();
    expect(files.length).toBe(4);
    for (const name of files) {
      expect(sizeOf(name)).toBeLessThanOrEqual(4096);
      expect(readFileSync(join(world.dir, name), "utf8").endsWith("\n")).toBe(true);
      expect(statSync(join(world.dir, name)).mode & 0o777).toBe(0o744);
    }
    const kept = withoutStamps(world.text());
    expect(kept).toEqual(lines.slice(-kept.length));
  });

  it("max-total caps everything together", async () => {
    const lines = numbers(1, 5000);
    const options = ["--max-size", "8K", "--keep", "99", "--max-total", "20K", "--timestamp", "none"];
    await log(options, `${lines.join("\n")}\n`, lines.at(-1) ?? "");
    expect(world.files().reduce((sum, name) => sum + sizeOf(name), 0)).toBeLessThanOrEqual(20 * 1024);
    expect(world.files().length).toBeGreaterThan(1);
  });

  it("a line longer than a file is cut to the byte, and memory stays bounded", async () => {
    const long = "x".repeat(3_000_000);
    await log(["--max-size", "100K", "--keep", "999", "--timestamp", "none"], `${long}\nend\n`, "end");
    expect(world.text()).toBe(`${long}\nend\n`);
    expect(Math.max(...world.files().map(sizeOf))).toBe(100 * 1024);
  });

  it("rotates by age", async () => {
    const logger = world.startOurs("--rotate-every", "1s");
    world.write("old\n");
    await waitFor("a rotated file", () => world.files().length === 2);
    expect(sizeOf("current")).toBe(0);
    await world.end(logger);
  });
});

it("keeps bytes as they are, the unfinished last line too", async () => {
  const bytes = Buffer.from([0, 255, 254, 65, 13, 10, 192, 128, 10]);
  const logger = world.startOurs("--timestamp", "none");
  world.write(Buffer.concat([bytes, Buffer.from("no end")]));
  await waitFor("the bytes", () => world.text().endsWith("no end"));
  await world.end(logger, "SIGKILL");
  expect(readFileSync(join(world.dir, "current"))).toEqual(Buffer.concat([bytes, Buffer.from("no end")]));
});

it("filters as multilog, and puts stamp and prefix before what is left", async () => {
  const filters = ["--filter=-*", "--filter=+error*", "--filter=-* boring *"];
  const input = "fine\nerror a\nerror boring stuff\nno error\nerror z\n";
  await log([...filters, "--prefix", "web: ", "--timestamp", "iso"], input, "error z");
  expect(world.text()).toMatch(/^(\d{4}-\d\d-\d\dT[\d:]{8}\.\d{5} web: .*\n)+$/);
  expect(withoutStamps(world.text())).toEqual(["web: error a", "web: error z"]);
});

describe("rotated files", () => {
  it("are compressed", async () => {
    const logger = world.startOurs("--compress", "gzip", "--timestamp", "none");
    for (const line of ["a", "b"]) {
      world.write(`${line}\n`);
      await world.awaitLine(line);
      logger.kill("SIGALRM");
      await waitFor(
        "compression",
        () => world.files().filter((f) => f.endsWith(".s.gz")).length === (line === "a" ? 1 : 2),
      );
    }
    await waitFor("no uncompressed file", () => world.files().length === 3);
    expect(world.text()).toBe("a\nb\n");
    await world.end(logger);
  });

  it("go through the processor, which keeps a state", async () => {
    const script = "read n <&4 || n=0; n=$((n+1)); echo $n >&5; echo run $n; tr a-z A-Z";
    const logger = world.startOurs("--processor", script, "--timestamp", "none");
    for (const [i, line] of ["x", "y"].entries()) {
      world.write(`${line}\n`);
      await world.awaitLine(line);
      logger.kill("SIGALRM");
      await waitFor(
        "the processed file",
        () => world.files().filter((f) => f.endsWith(".s")).length === i + 1,
      );
    }
    await waitFor("no unprocessed file", () => world.files().length === 3);
    expect(world.text()).toBe("run 1\nX\nrun 2\nY\n");
    await world.end(logger);
  });

  it("stay unprocessed while the processor fails, and are taken up by the next logger", async () => {
    const flag = join(world.folder, "works");
    const script = `[ -e ${flag} ] && exec cat; exit 7`;
    const logger = world.startOurs("--processor", script, "--timestamp", "none");
    world.write("x\n");
    await world.awaitLine("x");
    logger.kill("SIGALRM");
    await waitFor("the complaint", () =>
      world.errors.join("").includes("failed with 7, trying again in 5 seconds"),
    );
    world.write("y\n");
    await world.awaitLine("y");
    await world.end(logger);
    expect(world.files().map((f) => f.slice(25))).toEqual([".u", ""]);
    writeFileSync(flag, "");
    const next = world.startOurs("--processor", script, "--timestamp", "none");
    await waitFor("the processed file", () => world.files()[0]?.endsWith(".s"));
    await world.end(next);
    expect(world.text()).toBe("x\ny\n");
  });
});

it("a processor that hangs holds up neither the log nor its end, and dies with its logger", async () => {
  const pidFile = join(world.folder, "pid");
  const script = `echo $$ >${pidFile}; exec sleep 100000`;
  const logger = world.startOurs("--processor", script, "--timestamp", "none");
  for (const line of ["x", "y", "z"]) {
    world.write(`${line}\n`);
    await world.awaitLine(line);
    logger.kill("SIGALRM");
    await waitFor("the rotation", () => sizeOf("current") === 0);
  }
  const pid = Number(
    await waitFor("the processor", () => existsSync(pidFile) && readFileSync(pidFile, "utf8")),
  );
  await world.end(logger);
  expect(logger.exitCode).toBe(0);
  expect(world.files().map((f) => f.slice(25))).toEqual([".u", ".u", ".u", ""]);
  await waitFor("the processor's end", () => !alive(pid));
  const next = world.startOurs("--processor", "cat", "--timestamp", "none");
  await waitFor("processed files", () => world.files().filter((f) => f.endsWith(".s")).length === 3);
  expect(world.text()).toBe("x\ny\nz\n");
  await world.end(next);
});

it("files belong to the log's user and have the log's mode", async (ctx) => {
  if (process.getuid?.() !== 0) ctx.skip("another user needs root");
  chmodSync(world.folder, 0o755);
  const logger = world.startOurs("--user", "nobody", "--mode", "0640");
  world.write("x\n");
  await waitFor("the line", () => world.text().endsWith("x\n"));
  const facts = (name: string): string => {
    const { mode, uid, gid } = statSync(join(world.dir, name));
    return `${(mode & 0o777).toString(8)} ${uid} ${gid}`;
  };
  expect(facts("current")).toBe("640 65534 65534");
  logger.kill("SIGALRM");
  await waitFor("the rotated file", () => world.files().length === 2);
  await waitFor("its mark", () => facts(world.files()[0] ?? "") === "740 65534 65534");
  await world.end(logger);
  expect(facts("current")).toBe("740 65534 65534");
});

it("zstd is zstd or is refused, never silently something else", async () => {
  const hasZstd = "createZstdCompress" in zlib;
  const [wanted, why] = hasZstd ? [".s.zst", ""] : [".s.gz", "zstd needs Node 22.15 or later"];
  if (!hasZstd) {
    const { status, stderr } = spawnSync(
      process.execPath,
      [built("svforge"), "log", "--compress", "zstd", world.dir],
      { encoding: "utf8", input: "" },
    );
    expect([status, stderr]).toEqual([64, expect.stringContaining(why)]);
  }
  const json = join(world.folder, "service.json");
  const log = { to: { dir: world.dir }, timestamp: "none", "max-size": 10_000, keep: 5, compress: "zstd" };
  writeFileSync(json, JSON.stringify({ format: "svforge.service/1", log }));
  const logger = world.start([process.execPath, built("svforge"), "log", json]);
  world.write("x\n");
  await waitFor("the line", () => world.text() === "x\n");
  logger.kill("SIGALRM");
  await waitFor("the compressed file", () => world.files().some((f) => f.endsWith(wanted)));
  expect(world.errors.join("")).toContain(why);
  await world.end(logger);
});

describe("signals", () => {
  it("TERM ends behind the line that has begun, and leaves what follows to the next", async () => {
    const logger = world.startOurs("--timestamp", "none");
    world.write("begun ");
    await waitFor("the beginning", () => world.text() === "begun ");
    logger.kill("SIGTERM");
    world.write("ended\nthe next\n");
    await waitFor("the end", () => logger.exitCode === 0);
    expect(world.text()).toMatch(/^begun ended\n(the next\n)?$/);
    const next = world.startOurs("--timestamp", "none");
    await world.awaitLine("the next");
    await world.end(next);
    expect(world.text()).toBe("begun ended\nthe next\n");
  });

  it("HUP opens the directory again", async () => {
    const logger = world.startOurs("--timestamp", "none");
    world.write("a\n");
    await world.awaitLine("a");
    renameSync(world.dir, `${world.dir}.moved`);
    mkdirSync(world.dir);
    logger.kill("SIGHUP");
    await waitFor("a new current", () => world.files().includes("current"));
    world.write("b\n");
    await world.awaitLine("b");
    expect(world.text()).toBe("b\n");
    await world.end(logger);
  });
});

it("sends lines to syslog over UDP and keeps none back", async () => {
  const socket = createSocket({ type: "udp6", ipv6Only: false });
  const received: string[] = [];
  socket.on("message", (message) => received.push(message.toString()));
  await new Promise<void>((resolve) => socket.bind(0, resolve));
  try {
    const address = `localhost:${socket.address().port}`;
    const logger = world.start([
      process.execPath,
      new URL("../../dist/svforge.cjs", import.meta.url).pathname,
      ...["log", "--syslog", address, "--filter=-noise*"],
    ]);
    world.write("one\nnoise\n<3>two\n");
    await waitFor("two messages", () => received.length === 2);
    expect(received[0]).toMatch(/^<30>[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S+ log: one$/);
    expect(received[1]).toMatch(/^<27>.* log: two$/);
    await world.end(logger);
  } finally {
    socket.close();
  }
});
