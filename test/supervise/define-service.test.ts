import { describe, expect, it } from "vitest";
import { type DirectoryFiles, defineService } from "../../src/supervise/define-service.ts";

const files: DirectoryFiles = { name: "web", role: "service", down: false, json: {} };
const defined = (change: Partial<DirectoryFiles>) => defineService({ ...files, ...change });

it("a directory with run alone is a daemontools service", () => {
  const { definition, notificationFd, problems } = defined({});
  expect(problems).toEqual([]);
  expect(notificationFd).toBeNull();
  expect(definition).toMatchObject({
    oneshot: false,
    ready: null,
    health: null,
    restart: { policy: "always", delayMs: 0, maxAttempts: Infinity },
    stop: { signal: "TERM", timeoutMs: Infinity, group: false, hasTimeout: false },
    reload: { signal: "HUP" },
    finishTimeoutMs: 5000,
  });
});

describe("contract files of s6", () => {
  it("are read by their first line", () => {
    const { definition, notificationFd, problems } = defined({
      notificationFd: "4\n",
      downSignal: " SIGQUIT\nrest",
      timeoutKill: "2500\n",
      timeoutFinish: "0\n",
    });
    expect(problems).toEqual([]);
    expect(notificationFd).toBe(4);
    expect(definition.ready).toMatchObject({ how: "fd", timeoutMs: Infinity });
    expect(definition.stop).toMatchObject({ signal: "QUIT", timeoutMs: 2500, hasTimeout: true });
    expect(definition.finishTimeoutMs).toBe(Infinity);
  });

  it("0 as timeout-kill means never", () => {
    expect(defined({ timeoutKill: "0" }).definition.stop).toMatchObject({
      timeoutMs: Infinity,
      hasTimeout: true,
    });
  });

  it.each([
    ["notification-fd", { notificationFd: "2" }],
    ["notification-fd", { notificationFd: "x" }],
    ["timeout-kill", { timeoutKill: "-1" }],
    ["timeout-finish", { timeoutFinish: "5 s" }],
    ["down-signal", { downSignal: "SIGNOPE" }],
  ])("%s that makes no sense is told and counts as absent", (file, change) => {
    const { definition, problems } = defined(change);
    expect(problems.map((p) => p.file)).toEqual([file]);
    expect(definition).toEqual(defined({}).definition);
  });
});

describe("service.json", () => {
  it("wins over the contract files", () => {
    const { definition, notificationFd } = defined({
      notificationFd: "4",
      downSignal: "INT",
      json: {
        ready: { notify: "systemd", "interval-ms": 1, "timeout-ms": null },
        stop: { signal: "QUIT", "timeout-ms": null, kill: "group", command: ["x"] },
      },
    });
    expect(notificationFd).toBeNull();
    expect(definition.ready).toEqual({ how: "notify", intervalMs: 1, timeoutMs: Infinity });
    expect(definition.stop).toEqual({
      signal: "QUIT",
      timeoutMs: Infinity,
      group: true,
      hasCommand: true,
      hasTimeout: true,
    });
  });

  it("says which hooks, reload and policy there are", () => {
    const restart = {
      policy: "on-failure" as const,
      "delay-ms": 2,
      "max-delay-ms": 3,
      "window-ms": 4,
      "reset-after-ms": 5,
      "success-codes": [0, 6],
      "on-give-up": "exit" as const,
    };
    const { definition } = defined({
      json: {
        type: "oneshot",
        restart,
        reload: { command: ["r"] },
        hooks: { "post-ready": [["a"]], "pre-stop": [], "on-fail": [["b"]] },
        health: { tcp: { host: "h", port: 1 }, "interval-ms": 7, "timeout-ms": 8, retries: 9 },
      },
    });
    expect(definition).toMatchObject({
      oneshot: true,
      reload: "command",
      hasPostReady: true,
      hasPreStop: false,
      hasOnFail: true,
      health: { intervalMs: 7, timeoutMs: 8, retries: 9 },
      restart: {
        policy: "on-failure",
        delayMs: 2,
        maxDelayMs: 3,
        maxAttempts: Infinity,
        successCodes: [0, 6],
        onGiveUp: "exit",
      },
    });
  });

  it("the main service is not restarted unless it says so", () => {
    expect(defined({ json: { main: true } }).definition.restart.policy).toBe("never");
  });
});
