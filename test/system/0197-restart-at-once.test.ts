import { chmodSync, readdirSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { stock } from "../helpers/programs.ts";
import { alive, ScanDir } from "../helpers/scan-dir.ts";
import { textOrNone } from "../helpers/tree.ts";
import { waitFor } from "../helpers/wait-for.ts";

let scan: ScanDir;
beforeEach((ctx) => {
  stock(ctx, "svstat");
  scan = new ScanDir();
});
afterEach(() => scan.cleanUp());

const NOTING = "#!/bin/sh\necho $$ >>../../starts\nexec sleep 100000\n";

/** Children of `parent` and how they are: S, Z. */
function childrenOf(parent: number): string[] {
  return readdirSync("/proc").flatMap((pid) => {
    const [state, of] = textOrNone(`/proc/${pid}/stat`)?.split(") ").at(-1)?.split(" ") ?? [];
    return Number(of) === parent ? (state ?? []) : [];
  });
}

/** The second between two starts has passed. */
const isOldEnough = (): boolean => Date.now() - Number(scan.record("a").since) > 1200;

/** Kills the process once it is old enough to be followed at once, and waits for the next. */
async function crash(pid: number): Promise<number> {
  await waitFor("a second of running", isOldEnough);
  process.kill(pid, "SIGKILL");
  return await scan.up("a", pid);
}

/** After the first crash, so that it is known that nothing but `run` is to be asked. */
async function known(): Promise<number> {
  const first = await scan.up("a");
  process.kill(first, "SIGKILL");
  return await scan.up("a", first);
}

describe("a start that comes before the step that asks for it", () => {
  it("is the only one, is what the status shows, and leaves no dead process behind", async () => {
    scan.write("a", { run: NOTING });
    const { pid: monitor = 0 } = scan.start();
    let pid = await known();
    const pids = [pid];
    for (let i = 0; i < 3; i++) {
      pid = await crash(pid);
      pids.push(pid);
    }
    await waitFor("all starts", () => scan.lines("starts").length === 5);
    expect(scan.lines("starts").slice(1).map(Number)).toEqual(pids);
    expect(pids.map(alive)).toEqual([false, false, false, true]);
    await waitFor("the dead to be cleared away", () => childrenOf(monitor).join("") === "S");
    expect(scan.record("a")).toMatchObject({ pid, starts: 5, phase: "up" });
  });

  it("that fails is said once and tried again, like any", async () => {
    scan.write("a", { run: NOTING });
    scan.start();
    const pid = await known();
    await waitFor("a second of running", isOldEnough);
    // Of the file alone: the directory shows no change.
    chmodSync(scan.file("a/run"), 0o644);
    process.kill(pid, "SIGKILL");
    await scan.is("a", "down, normally up, want up");
    expect(scan.err.match(/unable to start/g)).toHaveLength(1);
    expect(scan.lines("starts").length).toBe(2);
    chmodSync(scan.file("a/run"), 0o755);
    await scan.up("a", pid);
    await waitFor("the start", () => scan.lines("starts").length === 3);
  });
});
