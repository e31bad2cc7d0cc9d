/** Processes that name no definition: told by what was started before what. */
import { spawn } from "node:child_process";
import { expect, it } from "vitest";
import type { Generation } from "../../src/activate/generations.ts";
import { beginning, isLeftOver, isOlderThan } from "../../src/activate/since.ts";
import { identityOf } from "../../src/os/proc-stat.ts";
import type { Change, Effect } from "../../src/plan/change.ts";

const change = (dirName: string, effect: Effect, renamedFrom?: string): Change => ({
  service: dirName,
  dirName,
  class: "restart",
  effect,
  reasons: [],
  logger: false,
  pid: 0,
  paths: [],
  wave: 0,
  ...(renamedFrom === undefined ? {} : { renamedFrom }),
});
const me = identityOf(process.pid);
const now = Number(me?.startTime);
const good = (since: Generation["since"] = []): Generation => ({ tried: me, since }) as unknown as Generation;

it("notes what begins anew, and keeps what was known of the rest", () => {
  const earlier = good([
    ["same", 1],
    ["lazy", 2],
    ["was", 3],
    ["goes", 4],
    ["again", 5],
  ]);
  const changes = [
    change("again", "restart"),
    change("comes", "create"),
    change("goes", "remove"),
    change("is", "record", "was"),
    change("lazy", "flip"),
  ];
  expect(new Map(beginning(earlier, changes).since)).toEqual(
    new Map([
      ["same", 1],
      ["lazy", 2],
      ["is", 3],
      ["again", now],
      ["comes", now],
    ]),
  );
});

it("forgets what it knew before a reboot", () => {
  const before = { ...good([["web", 1]]), tried: { pid: 1, startTime: "1", bootId: "another" } };
  expect(beginning(before, []).since).toEqual([]);
});

it("tells a process started before from one started after; of what it cannot know, it says no", async () => {
  const child = spawn("sleep", ["1000"], { stdio: "ignore" });
  try {
    const pid = child.pid ?? 0;
    const started = Number(identityOf(pid)?.startTime);
    expect(isLeftOver(good([["web", started + 1]]), "web", pid)).toBe(true);
    expect(isLeftOver(good([["web", started]]), "web", pid)).toBe(false);
    expect(isLeftOver(good([["db", started + 1]]), "web", pid)).toBe(false);
    expect(isLeftOver(undefined, "web", pid)).toBe(false);
    expect(isOlderThan(good(), pid)).toBe(false);
    expect(isOlderThan({}, pid)).toBe(false);
    const later = { pid: process.pid, startTime: String(started + 1), bootId: me?.bootId ?? "" };
    expect(isOlderThan({ tried: later }, pid)).toBe(true);
    const elsewhere = { tried: { ...later, bootId: "another" } };
    expect(isOlderThan(elsewhere, pid)).toBe(false);
  } finally {
    child.kill("SIGKILL");
  }
});
