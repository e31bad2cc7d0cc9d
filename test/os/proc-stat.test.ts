import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { watchProcess } from "../../src/os/pidfd.ts";
import { bootId, identityOf, isSameProcess, processAt } from "../../src/os/proc-stat.ts";

const NOBODY = 2 ** 22 + 1;

describe("the identity of a process", () => {
  it("holds while it runs and for no other", () => {
    const own = identityOf(process.pid);
    expect(own?.bootId).toBe(bootId());
    expect(own !== undefined && isSameProcess(own)).toBe(true);
    expect(own !== undefined && isSameProcess({ ...own, startTime: "1" })).toBe(false);
    expect(own !== undefined && isSameProcess({ ...own, bootId: "another" })).toBe(false);
    expect([identityOf(NOBODY), processAt(NOBODY)]).toEqual([undefined, undefined]);
    expect(processAt(process.pid)?.parent).toBe(process.ppid);
  });

  it("lets one wait for its end without polling, and tells at once when it is over", async () => {
    const child = spawn("sleep", ["1000"], { stdio: "ignore" });
    await once(child, "spawn");
    const who = identityOf(child.pid ?? 0);
    if (who === undefined) throw new Error("no such child");
    const ended = new Promise<void>((resolve) => {
      expect(watchProcess(who, resolve)).toBeDefined();
    });
    expect(watchProcess({ ...who, startTime: "1" }, () => undefined)).toBeUndefined();
    child.kill("SIGKILL");
    await ended;
    expect(identityOf(who.pid)).toBeUndefined();
    expect(watchProcess({ ...who, pid: NOBODY }, () => undefined)).toBeUndefined();
  });
});
