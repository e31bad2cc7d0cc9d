/** A change of the log policy while the daemon writes at full speed: the daemon stays, and every line arrives. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { ActivationHost, MONITORS } from "../helpers/activation-host.ts";
import { waitFor } from "../helpers/wait-for.ts";

let host: ActivationHost;
afterEach(() => host.cleanUp());

/** Of a file, one after the other; each change most likely finds a file that is larger than it may be from now on. */
const SIZES = ["900K", "90K", "20K"];

/** Writes numbered lines without a pause until `stop` exists, then says so and waits. */
const WRITER = `
n=0
while [ ! -e "$1/stop" ]; do
  i=0
  while [ $i -lt 200 ]; do echo "line $n"; n=$((n+1)); i=$((i+1)); done
done
echo $n > "$1/written.new" && mv "$1/written.new" "$1/written"
exec sleep 1000
`;

it.for(MONITORS)("loses no line under %s", { timeout: 120_000 }, async (monitor, ctx) => {
  host = new ActivationHost(monitor);
  const logs = join(host.root, "logs");
  writeFileSync(join(host.root, "writer"), WRITER);
  const declare = (size: string): void =>
    host.declare(
      "web",
      `command = ["/bin/sh", "${host.root}/writer", "${host.root}"]\n[log]\ndir = "${logs}"\ntimestamp = "none"\nmax-size = "${size}"\nkeep = 5000\n`,
    );
  const [first = "", ...others] = SIZES;
  declare(first);
  await host.apply();
  host.start(ctx);
  const pid = await host.up("web");
  for (const size of others) {
    const before = linesIn(logs).length;
    await waitFor("more lines", () => linesIn(logs).length > before + 20_000);
    declare(size);
    await host.apply();
    expect(host.pid("web")).toBe(pid);
  }
  writeFileSync(join(host.root, "stop"), "");
  const written = await waitFor("the writer to stop", () => numberIn(join(host.root, "written")));
  await waitFor("the last line", () => linesIn(logs).at(-1) === `line ${written - 1}`);
  expect(firstGap(linesIn(logs), written)).toBeUndefined();
});

/** All lines of a log directory, oldest first. */
function linesIn(logs: string): string[] {
  const names = listed(logs).filter((n) => n.startsWith("@") || n === "current");
  const files = names.sort((a, b) => Number(a === "current") - Number(b === "current") || (a < b ? -1 : 1));
  return files
    .map((name) => textOf(join(logs, name)))
    .join("")
    .split("\n")
    .filter((line) => line !== "");
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function numberIn(path: string): number | undefined {
  const text = textOf(path).trim();
  return text === "" ? undefined : Number(text);
}

function firstGap(lines: readonly string[], written: number): string | undefined {
  for (let n = 0; n < written; n++) {
    if (lines[n] !== `line ${n}`)
      return `line ${n} expected, found ${lines[n]} (${lines.length} of ${written})`;
  }
  return lines.length === written ? undefined : `${lines.length} lines instead of ${written}`;
}
