/** The contract files of s6 in the same directories under s6-svscan and under ours: the same things happen. */
import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { writeControl } from "../helpers/control.ts";
import { built } from "../helpers/programs.ts";
import { alive } from "../helpers/scan-dir.ts";
import { endScan, needSuite, temporaryFolder } from "../helpers/suites.ts";
import { waitFor } from "../helpers/wait-for.ts";

const MONITORS = {
  s6: ["s6-svscan"],
  svforge: [process.execPath, built("svscan")],
} as const;

class Place {
  readonly root: string = temporaryFolder();
  monitor: ChildProcess | undefined;

  /** Writes the one directory `scan/a` and starts a monitor on `scan`. */
  start(name: keyof typeof MONITORS, files: Readonly<Record<string, string>>): void {
    for (const [file, content] of Object.entries(files)) {
      const path = join(this.root, "scan/a", file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      if (content.startsWith("#!")) chmodSync(path, 0o755);
    }
    const [program = "", ...args] = MONITORS[name];
    this.monitor = spawn(program, [...args, join(this.root, "scan")], { stdio: "ignore" });
  }

  control(letters: string): void {
    writeControl(join(this.root, "scan/a/supervise/control"), letters);
  }

  lines(file: string): string[] {
    const path = join(this.root, file);
    return existsSync(path)
      ? readFileSync(path, "utf8")
          .split("\n")
          .filter((l) => l !== "")
      : [];
  }

  /** Waits until a file beside the scan directory holds this. */
  async says(file: string, lines: readonly string[]): Promise<void> {
    const expected = lines.join(" ");
    await waitFor(`${file}: ${expected}`, () => this.lines(file).join(" ") === expected).catch(
      (error: Error) => {
        throw new Error(`${error.message}; it says ${this.lines(file).join(" ")}`);
      },
    );
  }
}

beforeEach((ctx) => needSuite(ctx, "s6"));

const at = (test: (place: Place) => Promise<void>) => async (): Promise<void> => {
  const place = new Place();
  try {
    await test(place);
  } finally {
    await endScan(place.monitor, place.root);
  }
};

describe.each(["s6", "svforge"] as const)("%s", (name) => {
  it.concurrent(
    "down-signal takes the place of TERM, then CONT",
    at(async (place) => {
      const trap = (s: string): string => `trap 'echo ${s} >>../../heard' ${s}\n`;
      const run = `#!/bin/sh\n${["TERM", "QUIT", "CONT"].map(trap).join("")}echo start >>../../heard\nwhile :; do sleep 0.01; done\n`;
      place.start(name, { run, "down-signal": "SIGQUIT\n" });
      await place.says("heard", ["start"]);
      place.control("d");
      await place.says("heard", ["start", "QUIT", "CONT"]);
    }),
  );

  it.concurrent(
    "timeout-kill ends what does not obey",
    at(async (place) => {
      const run = "#!/bin/sh\ntrap '' TERM\necho $$ >>../../pids\nwhile :; do sleep 0.05; done\n";
      place.start(name, { run, "timeout-kill": "300\n" });
      const pid = await waitFor("the start", () => Number(place.lines("pids")[0]) || undefined);
      place.control("d");
      await waitFor("the KILL", () => !alive(pid));
    }),
  );

  it.concurrent(
    "finish learns code, signal and name; a signal's code is s6's 256 or runit's -1",
    at(async (place) => {
      const run =
        "#!/bin/sh\necho start >>../../starts\n[ $(wc -l <../../starts) = 1 ] && exit 3\nkill -TERM $$\n";
      place.start(name, { run, finish: "#!/bin/sh\necho $1 $2 $3 >>../../finished\n" });
      await waitFor("two ends", () => place.lines("finished").length >= 2);
      const signalled = name === "s6" ? "256 15 a" : "-1 15 a";
      expect(place.lines("finished").slice(0, 2)).toEqual(["3 0 a", signalled]);
    }),
  );

  it.concurrent(
    "timeout-finish ends a finish that hangs",
    at(async (place) => {
      const finish = "#!/bin/sh\ntrap '' TERM\necho finish >>../../finished\nwhile :; do sleep 0.05; done\n";
      place.start(name, { run: "#!/bin/sh\nexit 0\n", finish, "timeout-finish": "200\n" });
      await waitFor("the next round", () => place.lines("finished").length >= 2);
    }),
  );

  it.concurrent(
    "finish exiting 125 keeps it down until u",
    at(async (place) => {
      const run = "#!/bin/sh\necho start >>../../starts\n";
      place.start(name, { run, finish: "#!/bin/sh\necho 125 >>../../finished\nexit 125\n" });
      await place.says("finished", ["125"]);
      await waitFor("the want", () => !wantsUp(place));
      place.control("u");
      await place.says("starts", ["start", "start"]);
    }),
  );

  it.concurrent(
    "notification-fd carries readiness",
    at(async (place) => {
      const run = "#!/bin/sh\nwhile ! [ -e ../../go ]; do sleep 0.02; done\necho >&5\nexec sleep 100000\n";
      place.start(name, { run, "notification-fd": "5\n" });
      await waitFor("the supervisor", () => existsSync(join(place.root, "scan/a/supervise/status")));
      expect(isReady(place)).toBe(false);
      writeFileSync(join(place.root, "go"), "");
      await waitFor("readiness", () => isReady(place));
    }),
  );
});

const statusOf = (place: Place): Buffer => readFileSync(join(place.root, "scan/a/supervise/status"));

/** s6: flags in the last of 35 bytes. Ours: the want byte. */
function wantsUp(place: Place): boolean {
  const status = statusOf(place);
  return status.length === 35 ? (status.readUInt8(34) & 4) !== 0 : status.readUInt8(17) === 0x75;
}

/** s6 has a "ready" for being down as well. */
function isReady(place: Place): boolean {
  const status = statusOf(place);
  if (status.length === 35) return status.readUInt32BE(28) !== 0 && (status.readUInt8(34) & 8) !== 0;
  const path = join(place.root, "scan/a/supervise/svforge.json");
  return existsSync(path) && (JSON.parse(readFileSync(path, "utf8")) as { ready: boolean }).ready;
}
