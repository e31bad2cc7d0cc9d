import { expect, it } from "vitest";
import type { ServiceEffect } from "../../src/supervise/service-state.ts";
import { nextDeadline } from "../../src/supervise/service-view.ts";
import { disarm, disarmProbes, runJob, say, sendSignal, type Turn } from "../../src/supervise/turn.ts";
import { running } from "./bench.ts";

function turn(): Turn {
  return { s: { ...running().state }, now: 0, effects: [], isBare: false };
}

it("effects carry the present process", () => {
  const t = turn();
  sendSignal(t, "HUP", false);
  runJob(t, "control/h", 5);
  say(t, { what: "cycle" });
  expect(t.effects).toEqual<ServiceEffect[]>([
    { kind: "signal", pid: t.s.pid, signal: "HUP", group: false },
    { kind: "job", job: "control/h", starts: 1, limitMs: 5 },
    { kind: "report", report: { what: "cycle" } },
  ]);
});

it("disarming leaves nothing but the drain, which belongs to no phase", () => {
  const t = turn();
  Object.assign(t.s, {
    startAt: 1,
    killAt: 1,
    readyBy: 1,
    probeAt: 1,
    healthAt: 1,
    finishBy: 1,
    groupAt: 1,
    probing: true,
  });
  disarmProbes(t);
  expect([t.s.readyBy, t.s.probeAt, t.s.healthAt, t.s.probing, t.s.killAt]).toEqual([
    Infinity,
    Infinity,
    Infinity,
    false,
    1,
  ]);
  disarm(t);
  expect(nextDeadline(t.s)).toBe(Infinity);
});
