import { expect, it } from "vitest";
import type { Job } from "../../src/supervise/service-state.ts";
import { running } from "./bench.ts";

const JOBS: readonly Job[] = [
  "control/u",
  "control/t",
  "control/k",
  "pre-stop",
  "post-ready",
  "on-fail",
  "stop-command",
  "reload-command",
  "ready-probe",
  "health-probe",
];

it.each(JOBS)("%s that nobody waits for changes nothing", (job) => {
  for (const bench of [running(), running().exit(0), running().svc("d").exit(0)]) {
    bench.take();
    const before = bench.state;
    bench.job(job, false).job(job, true);
    expect(bench.take()).toBe("");
    expect(bench.state).toEqual(before);
  }
});

it("a control script that ends for the same process sends its signal then", () => {
  const bench = Object.assign(running(), { slow: "h" }).svc("h");
  expect(bench.take()).toBe("control/h");
  expect(bench.job("control/h", false).take()).toBe("HUP");
  expect(bench.svc("h").job("control/h", true).take()).toBe("control/h");
});
