/** What a monitor records of when a program started is what /proc says of it, though it asks /proc of few. */
import { execFileSync } from "node:child_process";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ScanDir, SLEEPER } from "../helpers/scan-dir.ts";
import { waitFor } from "../helpers/wait-for.ts";

let scan: ScanDir;
beforeEach(() => {
  scan = new ScanDir();
});
afterEach(() => scan.cleanUp());

const MANY = 250;

/** Field 22, as a process in the monitor's time namespace sees it. */
const SHOWN = `for s in "$0"/s*; do
  read pid <"$s/supervise/pid"; read -r stat </proc/$pid/stat; set -- \${stat##*) }; echo "\${s##*/} \${20}"; done`;

describe("the recorded start time", () => {
  it.each([
    ["as it is", []],
    [
      "in a time namespace with another boot time",
      ["unshare", "--time", "--boottime", "123456", "--fork", "--kill-child"],
    ],
  ])("of every service is that of its process, %s", async (_where, prefix) => {
    const names = Array.from({ length: MANY }, (_, i) => `s${i}`);
    for (const name of names) scan.write(name, { run: SLEEPER });
    scan.start({ prefix });
    await waitFor(
      "all of them",
      () => names.every((name) => Number(scan.record(name).pid) > 0 && scan.pid(name) > 0),
      60_000,
    );
    const svscan = Number(scan.text("scan/.svscan/pid"));
    const shown = execFileSync("nsenter", [
      `--time=/proc/${svscan}/ns/time`,
      "sh",
      "-c",
      SHOWN,
      scan.file("."),
    ]);
    const starts = new Map(
      shown
        .toString()
        .trim()
        .split("\n")
        .map((line) => line.split(" ") as [string, string]),
    );
    expect(names.map((name) => [name, scan.record(name).start])).toEqual(
      names.map((name) => [name, starts.get(name)]),
    );
  });
});
