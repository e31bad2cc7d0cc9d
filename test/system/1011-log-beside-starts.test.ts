/**
 * While a program starts, svscan has that program's limit on open files. A log that rotates in this moment finds every number
 * below the limit taken, opens its file a little later, and nobody hears of it.
 */
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { stock } from "../helpers/programs.ts";
import { ScanDir, SLEEPER } from "../helpers/scan-dir.ts";
import { waitFor } from "../helpers/wait-for.ts";

let dir: ScanDir;
beforeEach(() => {
  dir = new ScanDir();
});
afterEach(() => dir.cleanUp());

/** What services get; svscan itself has more than so many files open. */
const LIMIT = 64;
const SERVICES = 12;

const policy = (name: string, more: object): string =>
  JSON.stringify({
    format: "svforge.service/1",
    log: { to: { dir: join(dir.root, "logs", name) }, timestamp: "none", keep: 3, ...more },
  });

function add(name: string, run: string, more: object = {}): void {
  dir.write(name, {
    run,
    "log/run": "#!/bin/sh\nexit 1\n",
    "log/service.json": policy(name, { "max-size": 1_000_000, ...more }),
  });
}

// On a machine that is busy enough the tracer makes a moment longer than a log waits.
it("a log that rotates while programs start says nothing and goes on", { retry: 2 }, async (ctx) => {
  stock(ctx, "strace");
  for (let i = 0; i < SERVICES; i++) add(`s${i}`, SLEEPER);
  // Many rotations in each of the moments, which a tracer makes longer; it also tells of calls that failed.
  add("rotating", "#!/bin/sh\nexec yes\n", { "max-size": 65_536 });
  add("starting", "#!/bin/sh\necho x >>../../starts\n");
  const trace = join(dir.root, "trace");
  const slowly = ["-e", "trace=openat,prlimit64", "-e", "inject=prlimit64:delay_exit=5000"];
  const monitor = dir.start({
    prefix: [
      ...["sh", "-c", `ulimit -Sn ${LIMIT}; "$@"; exit $?`, "sh"],
      ...["strace", "-f", "-qq", "--seccomp-bpf", "-Z", "-o", trace, ...slowly],
    ],
  });
  const refused = (): number => dir.lines("trace").filter((line) => line.includes("EMFILE")).length;
  await waitFor("starts that took numbers away", () => refused() >= 5 && dir.lines("starts").length >= 4);
  process.kill(Number(dir.text("scan/.svscan/pid")), "SIGTERM");
  expect(await dir.ended(monitor)).toBe(0);
  expect(dir.err).not.toContain("too many open files");
  expect(dir.text("logs/rotating/current")).toMatch(/^(y\n)*$/);
});
