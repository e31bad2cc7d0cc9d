/**
 * The control letters side by side: what the process hears, what svstat says afterwards, and the status bytes from 16
 * on, for daemontools, runit and ours. The table is what was seen; ours is what semantics.md decides.
 */
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LISTENER, needSupervisors, SUPERVISORS, Supervised } from "../helpers/supervisors.ts";
import { waitFor } from "../helpers/wait-for.ts";

let sv: Supervised | undefined;
beforeEach(needSupervisors);
afterEach(async () => {
  await sv?.cleanUp();
  sv = undefined;
});

const up = "up";
type Row = Readonly<
  Record<(typeof SUPERVISORS)[number], readonly [heard: string, svstat: string, flags: string]>
>;

/** Same for all three but for the length of the record. */
const same = (heard: string, svstat: string, flags: string): Row => ({
  daemontools: [heard, svstat, flags.slice(0, 4)],
  runit: [heard, svstat, flags],
  svforge: [heard, svstat, flags],
});
const notInDaemontools = (heard: string): Row => ({
  ...same(heard, up, "00750001"),
  daemontools: ["", up, "0075"],
});

const TABLE: Readonly<Record<string, Row>> = {
  u: same("", up, "00750001"),
  d: {
    ...same("TERM CONT", "up, want down", "00640101"),
    svforge: ["TERM CONT", "up, want down", "00640102"],
  },
  o: { ...same("", "up, want down", "00640001"), daemontools: ["", up, "0000"] },
  c: same("CONT", up, "00750001"),
  h: same("HUP", up, "00750001"),
  a: same("ALRM", up, "00750001"),
  i: same("INT", up, "00750001"),
  t: same("TERM", up, "00750101"),
  x: { ...same("", up, "00750001"), runit: ["TERM CONT", "up, want down", "00640101"] },
  q: notInDaemontools("QUIT"),
  1: notInDaemontools("USR1"),
  2: notInDaemontools("USR2"),
  w: same("", up, "00750001"),
  z: same("", up, "00750001"),
};

describe.each(SUPERVISORS)("under %s, while up", (name) => {
  it.each(Object.keys(TABLE))("%s", async (letter) => {
    const expected = TABLE[letter]?.[name] ?? [];
    sv = await listening(name);
    byte(letter);
    const [mark, signal] = letter === "h" ? ["a", "ALRM"] : ["h", "HUP"];
    byte(mark);
    await waitFor("the signal that follows", () => sv?.lines("heard").includes(signal));
    const heard = (): string =>
      (sv?.lines("heard") ?? []).filter((l) => l !== "start" && l !== signal).join(" ");
    await waitFor("what it hears", () => heard() === expected[0]).catch(() => undefined);
    await waitFor("the status", () => sv?.flags() === expected[2]).catch(() => undefined);
    expect([heard(), sv.svstat(), sv.flags()]).toEqual(expected);
  });

  it("p stops it, nothing but CONT and KILL reaches it, k kills it and the next one is not paused", async () => {
    sv = await listening(name);
    const pid = sv.pid();
    byte("p");
    await sv.is("up, paused");
    await waitFor("the stop", () => readFileSync(`/proc/${pid}/stat`, "utf8").includes(") T "));
    byte("k");
    await waitFor("the next process", () => sv?.lines("heard").filter((l) => l === "start").length === 2);
    await sv.is("up");
    expect(sv.pid()).not.toBe(pid);
  });
});

describe.each(SUPERVISORS)("under %s, while down", (name) => {
  it("u starts, d keeps it down, o starts once, signals reach nobody, x ends", async () => {
    sv = new Supervised().write({ run: "#!/bin/sh\necho start >>../heard\nexec sleep 100000\n", down: "" });
    sv.start(name);
    await sv.ready();
    for (const letter of "dhaitkc") byte(letter);
    byte("o");
    await waitFor("the start", () => sv?.lines("heard").length === 1);
    await sv.is(name === "daemontools" ? "up, normally down" : "up, normally down, want down");
    byte("k");
    await sv.is("down");
    byte("u");
    await sv.is("up, normally down");
    byte("d");
    await sv.is("down");
    byte("x");
    expect(await sv.ended()).toBe(0);
    expect(sv.lines("heard")).toEqual(["start", "start"]);
  });
});

describe("letters in one write", () => {
  it.each(SUPERVISORS)("%s: -du is a restart, -dx the end (3.6, 3.9)", async (name) => {
    sv = new Supervised().write({ run: "#!/bin/sh\necho start >>../heard\nexec sleep 100000\n" }).start(name);
    await waitFor("the start", () => sv?.lines("heard").length === 1);
    byte("du");
    await waitFor("the restart", () => sv?.lines("heard").length === 2);
    await sv.is("up");
    byte("dx");
    expect(await sv.ended()).toBe(0);
    expect(sv.svstat()).toBe("supervise not running");
  });
});

/** A supervisor with a listener whose traps are set. */
async function listening(name: (typeof SUPERVISORS)[number]): Promise<Supervised> {
  const supervised = new Supervised().write({ run: LISTENER }).start(name);
  sv = supervised;
  await waitFor("the listener", () => supervised.lines("heard").includes("start"));
  await supervised.is("up");
  return supervised;
}

function byte(letter: string): void {
  sv?.svc(letter);
}
