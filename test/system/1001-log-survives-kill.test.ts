/** A logger that is killed again and again: no line lost, none twice, none torn. */
import { spawn } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LogWorld } from "../helpers/logger.ts";
import { waitFor } from "../helpers/wait-for.ts";

let world: LogWorld;
beforeEach(() => {
  world = new LogWorld();
});
afterEach(() => world.remove());

/** Writes numbered lines of changing length, `size` bytes at a time, until it is told to stop; then says how many. */
const WRITER = `
const fs = require("node:fs");
const fd = fs.openSync(process.argv[1], fs.constants.O_RDWR);
const size = Number(process.argv[2]);
let n = 0, stop = false;
process.on("SIGTERM", () => { stop = true; });
(function go() {
  if (stop) { process.stdout.write(String(n)); return; }
  let text = "";
  do { text += "line " + n + " " + "p".repeat((n * 7919) % 97) + "\\n"; n++; } while (text.length < size);
  fs.writeSync(fd, text);
  setImmediate(go);
})();
`;

/** Bytes in the log directory, without reading them. */
function bytesLogged(): number {
  return world.files().reduce((sum, name) => {
    const found = statSync(join(world.dir, name), { throwIfNoEntry: false });
    return sum + (found?.size ?? 0);
  }, 0);
}

function checkNumbers(text: string, count: number): void {
  const lines = text.split("\n");
  expect(lines.pop()).toBe("");
  lines.forEach((line, n) => {
    if (!line.endsWith(` line ${n} ${"p".repeat((n * 7919) % 97)}`) || !/^@[0-9a-f]{24} l/.test(line))
      expect.fail(`line ${n} is ${JSON.stringify(line)}`);
  });
  expect(lines.length).toBe(count);
}

describe.each([
  ["a flood", 60_000],
  ["small writes", 10],
  ["middling writes", 5_000],
])("%s", (_what, size) => {
  it("is logged whole over eight kills", async () => {
    const writer = spawn(process.execPath, ["-e", WRITER, join(world.folder, "pipe"), String(size)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let said = "";
    writer.stdout.on("data", (data) => {
      said += data;
    });
    const start = () => world.startOurs("--max-size", "200K", "--keep", "100000");
    try {
      for (let kill = 0; kill < 8; kill++) {
        const before = bytesLogged();
        const logger = start();
        const more = 1 + ((kill * 7919) % 50) * 1000;
        await waitFor("some more bytes", () => bytesLogged() > before + more);
        await world.end(logger, "SIGKILL");
      }
      const last = start();
      writer.kill("SIGTERM");
      const count = Number(await waitFor("the writer's count", () => writer.exitCode === 0 && said));
      world.write("the end\n");
      await waitFor("the end", () => world.text().endsWith(" the end\n"));
      await world.end(last);
      checkNumbers(world.text().replace(/.* the end\n$/, ""), count);
    } finally {
      writer.kill("SIGKILL");
    }
  });
});

it("goes on in the middle of a line, with the stamp of its beginning", async () => {
  const first = world.startOurs();
  world.write("whole\nbegun and ");
  await waitFor("the beginning", () => world.text().endsWith("begun and "));
  await world.end(first, "SIGKILL");
  world.write("ended\n");
  const second = world.startOurs();
  await world.awaitLine("begun and ended");
  expect(world.text()).toMatch(/^@[0-9a-f]{24} whole\n@[0-9a-f]{24} begun and ended\n$/);
  await world.end(second);
  expect(world.files()).toEqual(["current"]);
});
