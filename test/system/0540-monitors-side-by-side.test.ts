/**
 * Monitors side by side: the same directories and the same acts under svscan of daemontools, runsvdir and ours. What
 * each was seen to do stands in the table; ours is what semantics.md decides (sections 5, 8, 11 and 12).
 */
import { type ChildProcess, spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { built } from "../helpers/programs.ts";
import { alive } from "../helpers/scan-dir.ts";
import { endScan, needSuite, temporaryFolder } from "../helpers/suites.ts";
import { needSupervisors, SUPERVISORS, type SupervisorName } from "../helpers/supervisors.ts";
import { waitFor } from "../helpers/wait-for.ts";

const MONITORS: Readonly<Record<SupervisorName, readonly string[]>> = {
  daemontools: ["svscan"],
  runit: ["runsvdir"],
  svforge: [process.execPath, built("svscan")],
};
/** Notes its pid, named for its directory at that moment. */
const NOTED = '#!/bin/sh\necho $$ >>../../pids-"$(basename "$PWD")"\nexec sleep 100000\n';
const NOTED_LOGGER = "#!/bin/sh\necho $$ >>../../../pids-log\nexec cat >/dev/null\n";

class Monitored {
  readonly root: string = temporaryFolder();
  readonly scan: string = join(this.root, "scan");
  monitor: ChildProcess | undefined;
  out = "";
  err = "";

  constructor() {
    mkdirSync(this.scan);
  }

  write(files: Readonly<Record<string, string>>): this {
    for (const [file, content] of Object.entries(files)) {
      const path = join(this.scan, file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      if (content.startsWith("#!")) chmodSync(path, 0o755);
    }
    return this;
  }

  start(name: SupervisorName): this {
    const [program = "", ...args] = MONITORS[name];
    const child = spawn(program, [...args, this.scan], { stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.on("data", (text: Buffer) => {
      this.out += text;
    });
    child.stderr.on("data", (text: Buffer) => {
      this.err += text;
    });
    this.monitor = child;
    return this;
  }

  /** Pids a program noted under a name. */
  pids(name: string): number[] {
    const path = join(this.root, `pids-${name}`);
    if (!existsSync(path)) return [];
    return readFileSync(path, "utf8")
      .split("\n")
      .filter((l) => l !== "")
      .map(Number);
  }

  async pid(name: string, count = 1): Promise<number> {
    return waitFor(`start ${count} of ${name}`, () => this.pids(name)[count - 1]);
  }

  /** The monitor has looked since: a directory made now runs. */
  async scanned(): Promise<void> {
    this.write({ ".mark/run": NOTED });
    renameSync(join(this.scan, ".mark"), join(this.scan, "mark"));
    await this.pid("mark").catch((error: Error) => {
      throw new Error(`${error.message}; ${this.err}`);
    });
  }

  lines(file: string): string[] {
    const path = join(this.root, file);
    return existsSync(path)
      ? readFileSync(path, "utf8")
          .split("\n")
          .filter((l) => l !== "")
      : [];
  }
}

beforeEach((ctx) => {
  needSupervisors(ctx);
  needSuite(ctx, "runit");
});

/** A place of its own for a test, since most of their time is waiting for somebody's five seconds. */
const at = (test: (place: Monitored) => Promise<void>) => async (): Promise<void> => {
  const place = new Monitored();
  try {
    await test(place);
  } finally {
    await endScan(place.monitor, place.root);
  }
};

type Table<T> = Readonly<Record<SupervisorName, T>>;

describe.each(SUPERVISORS)("%s", (name) => {
  it.concurrent(
    "finish: who runs it, with which arguments (1.6)",
    at(async (place) => {
      const finish = "#!/bin/sh\necho $* >>../../finished\n";
      place.write({ "a/run": "#!/bin/sh\nexit 3\n", "a/finish": finish });
      place.write({ "b/run": `#!/bin/sh\necho $$ >>../../pids-b\nkill -TERM $$\n`, "b/finish": finish });
      place.start(name);
      await place.pid("b", 2);
      const table: Table<string> = { daemontools: "", runit: "-1 15, 3 0", svforge: "-1 15 b, 3 0 a" };
      const finished = (): string => [...new Set(place.lines("finished"))].sort().join(", ");
      await waitFor("finish", () => finished() === table[name]).catch(() => undefined);
      expect(finished()).toBe(table[name]);
    }),
  );

  it.concurrent(
    "a second between starts (11.1)",
    at(async (place) => {
      place.write({ "a/run": "#!/bin/sh\ndate +%s%N >>../../starts\n" }).start(name);
      await waitFor("four starts", () => place.lines("starts").length >= 4);
      const times = place.lines("starts").map((ns) => Number(BigInt(ns) / 1_000_000n));
      for (const [i, ms] of times.slice(1).entries()) expect(ms - (times[i] ?? 0)).toBeGreaterThan(900);
    }),
  );

  it.concurrent(
    "run asks its own supervisor at its very first start (2.2)",
    at(async (place) => {
      for (let i = 0; i < 20; i++)
        place.write({ [`s${i}/run`]: "#!/bin/sh\nsvok .; echo $? >>../../codes\nexec sleep 100000\n" });
      place.start(name);
      await waitFor("all to ask", () => place.lines("codes").length === 20);
      expect(new Set(place.lines("codes"))).toEqual(new Set(["0"]));
    }),
  );

  it.concurrent(
    "an empty file log (1.10, 11.9)",
    at(async (place) => {
      place.write({ "a/log": "", "a/run": "#!/bin/sh\nseq 1 20000\nexec sleep 100000\n" }).start(name);
      const table: Table<readonly [string, boolean]> = {
        daemontools: ["unable to chdir to log: not a directory", false],
        runit: ["log: not a directory", true],
        svforge: ["", true],
      };
      const [message, flows] = table[name];
      if (flows) await waitFor("the last line", () => place.out.includes("\n20000\n"));
      else await waitFor("the message", () => place.err.includes(message));
      if (message === "") expect(place.err).toBe("");
      else await waitFor(message, () => place.err.includes(message));
    }),
  );

  it.concurrent(
    "renamed, dotted, retargeted (5.4, 5.7, 11.7)",
    at(async (place) => {
      const outside = (n: string): string => join(place.root, n);
      for (const n of ["one", "two"]) {
        place.write({ [`../${n}/run`]: `#!/bin/sh\necho $$ >>../pids-${n}\nexec sleep 100000\n` });
      }
      place.write({ "a/run": NOTED, "b/run": NOTED });
      symlinkSync(outside("one"), join(place.scan, "link"));
      place.start(name);
      const [a, b, one] = [await place.pid("a"), await place.pid("b"), await place.pid("one")];
      renameSync(join(place.scan, "a"), join(place.scan, "other"));
      renameSync(join(place.scan, "b"), join(place.scan, ".b"));
      symlinkSync(outside("two"), join(place.scan, ".link"));
      renameSync(join(place.scan, ".link"), join(place.scan, "link"));
      await place.scanned();
      await place.pid("two");
      if (name !== "daemontools") await waitFor("what went to end", () => !alive(b) && !alive(one));
      const table: Table<readonly boolean[]> = {
        daemontools: [true, true, true],
        runit: [true, false, false],
        svforge: [true, false, false],
      };
      expect([a, b, one].map(alive)).toEqual(table[name]);
      expect(place.pids("other")).toEqual([]);
    }),
  );

  it.concurrent(
    "a log that appears under a running service (5.8, 8.4)",
    at(async (place) => {
      place.write({ "a/run": NOTED }).start(name);
      await place.pid("a");
      place.write({ "a/.log/run": NOTED_LOGGER });
      renameSync(join(place.scan, "a/.log"), join(place.scan, "a/log"));
      await place.scanned();
      if (name === "svforge") await place.pid("log");
      expect(place.pids("log").length).toBe(name === "svforge" ? 1 : 0);
    }),
  );

  it.concurrent(
    "the supervisor of a service is killed (8.1)",
    at(async (place) => {
      place.write({ "a/run": NOTED }).start(name);
      const pid = await place.pid("a");
      const supervisor = Number(/PPid:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
      process.kill(supervisor, "SIGKILL");
      await waitFor("its end", () => !alive(supervisor));
      if (name === "svforge") place.start(name);
      await place.scanned();
      if (name !== "svforge") await place.pid("a", 2);
      expect(place.pids("a").filter(alive).length).toBe(name === "svforge" ? 1 : 2);
    }),
  );

  it.concurrent(
    "TERM to the monitor (5.11, 8.6)",
    at(async (place) => {
      place.write({ "a/run": NOTED }).start(name);
      const pid = await place.pid("a");
      const { monitor } = place;
      monitor?.kill("SIGTERM");
      await waitFor("the monitor's end", () => monitor?.exitCode !== null || monitor.signalCode !== null);
      const table: Table<readonly [number | string, boolean]> = {
        daemontools: ["SIGTERM", true],
        runit: [0, true],
        svforge: [0, false],
      };
      expect([monitor?.exitCode ?? monitor?.signalCode, alive(pid)]).toEqual(table[name]);
    }),
  );
});
