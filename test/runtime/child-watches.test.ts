import { openSync, readdirSync } from "node:fs";
import { afterEach, expect, it } from "vitest";
import { kill, stringTable } from "../../src/os/libc.ts";
import { spawn } from "../../src/os/posix-spawn.ts";
import { reapChild } from "../../src/os/reap.ts";
import { ChildWatches } from "../../src/runtime/child-watches.ts";
import { waitStatus } from "../../src/runtime/children.ts";

const root = openSync("/", "r");
const running = new Set<number>();
afterEach(() => {
  for (const pid of running) end(pid);
});

/** A child that waits. */
function start(): number {
  const pid = spawn({
    program: "/bin/sleep",
    argv: stringTable(["sleep", "1000"]),
    environment: stringTable([]),
    directory: root,
    descriptors: [],
  });
  running.add(pid);
  return pid;
}

function end(pid: number): void {
  kill(pid, 9);
  while (running.has(pid)) reapChild(pid, () => running.delete(pid));
}

const descriptors = (): number => readdirSync("/proc/self/fd").length;
const turns = async (count: number): Promise<void> => {
  for (let i = 0; i < count; i++) await new Promise(setImmediate);
};

/** As `Children` has it. */
function watchesOf(ends: string[]): ChildWatches {
  const watches = new ChildWatches((pid) =>
    reapChild(pid, (found) => {
      const stop = watches.take(found.pid);
      running.delete(found.pid);
      ends.push(`${found.pid} ${waitStatus(found)}`);
      stop?.();
    }),
  );
  return watches;
}

it("among many, each end is told once, by itself, and nothing stays open", async () => {
  const ends: string[] = [];
  const watches = watchesOf(ends);
  const pids = Array.from({ length: 201 }, start);
  const before = descriptors();
  for (const pid of pids) watches.add(pid);
  const [gone = 0, third = 0, fourth = 0, ...rest] = pids;
  // Ended and taken before its turn comes.
  watches.open();
  watches.take(gone)?.();
  end(gone);
  await expect.poll(descriptors).toBeGreaterThanOrEqual(before + 200);
  kill(third, 9);
  kill(fourth, 15);
  await expect.poll(() => ends.length).toBe(2);
  expect(ends.toSorted()).toEqual([`${third} 9`, `${fourth} 15`].toSorted());
  for (const pid of rest) {
    watches.take(pid)?.();
    end(pid);
  }
  await turns(5);
  expect(ends.length).toBe(2);
  expect(descriptors()).toBeLessThanOrEqual(before);
});

it("one that somebody else has let go of is watched no more", async () => {
  const watches = new ChildWatches(() => undefined);
  const pids = Array.from({ length: 200 }, start);
  const before = descriptors();
  for (const pid of pids) watches.add(pid);
  watches.open();
  await expect.poll(descriptors).toBeGreaterThanOrEqual(before + 200);
  for (const pid of pids) end(pid);
  await expect.poll(descriptors).toBeLessThanOrEqual(before);
});

it("among few, there is none", async () => {
  const watches = new ChildWatches(() => undefined);
  for (let i = 0; i < 10; i++) watches.add(start());
  const before = descriptors();
  watches.open();
  await turns(20);
  expect(descriptors()).toBeLessThanOrEqual(before);
});

it("one that starts while watches are being opened has its own without another look at all", async () => {
  const watches = new ChildWatches(() => undefined);
  const before = descriptors();
  for (let i = 0; i < 200; i++) watches.add(start());
  watches.open();
  await turns(2);
  watches.add(start());
  watches.open();
  await expect.poll(descriptors).toBe(before + 202);
  for (const pid of running) end(pid);
  await expect.poll(descriptors).toBeLessThanOrEqual(before);
});

it("when everything is about to end, none is opened, nor are those whose turn had not come", async () => {
  const watches = new ChildWatches(() => undefined);
  const before = descriptors();
  for (let i = 0; i < 200; i++) watches.add(start());
  watches.open();
  watches.openNoMore();
  watches.open();
  await turns(60);
  expect(descriptors()).toBeLessThanOrEqual(before);
});
