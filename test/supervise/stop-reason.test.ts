import { describe, expect, it } from "vitest";
import { stopReason } from "../../src/supervise/stop-reason.ts";
import { Bench, define, running } from "./bench.ts";

const part = { kind: "dependencies", verdict: "wait", stop: true } as const;
const slow = (bench: Bench): Bench => Object.assign(bench, { slow: "t" });

describe("why it does not run", () => {
  it.each<[string, () => Bench]>([
    ["", () => running()],
    ["", () => running().exit(1)],
    ["", () => running({ oneshot: true }).exit(0)],
    ["declared", () => new Bench(define({ startsDown: true })).begin()],
    ["asked", () => running().svc("d")],
    ["asked", () => running().svc("d").exit(0)],
    ["asked", () => running().svc("dx").exit(0)],
    ["ended", () => running().svc("o").exit(0)],
    ["ended", () => running({ restart: { ...define().restart, policy: "on-failure" } }).exit(0)],
    ["gave-up", () => running({ restart: { ...define().restart, policy: "never" } }).exit(1)],
    ["restart", () => slow(running()).do({ kind: "restart" })],
    ["dependency", () => running().do(part)],
    ["dependency", () => running().do(part).exit(0)],
    ["dependency", () => new Bench().do({ ...part, stop: false }).begin()],
    ["cycle", () => new Bench().do({ kind: "dependencies", verdict: "refused", stop: false }).begin()],
    ["held", () => running().do({ kind: "hold", on: true }).exit(0).pass(2000)],
    ["removed", () => running().do({ kind: "remove", graceMs: 1000 })],
    ["removed", () => running().svc("x").exit(0)],
  ])("%s", (reason, make) => {
    expect(stopReason(make().state)).toBe(reason);
  });

  it("is unhealthy when its probes fail", () => {
    const health = { intervalMs: 100, timeoutMs: 50, retries: 1 };
    const bench = slow(running({ health })).pass(100).job("health-probe", false);
    expect(stopReason(bench.state)).toBe("unhealthy");
  });

  it("is written as soon as it changes", () => {
    const bench = slow(running());
    bench.trace = [];
    bench.do(part);
    expect(bench.trace).toContain("status");
  });
});
