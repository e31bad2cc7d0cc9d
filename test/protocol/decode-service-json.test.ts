import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeServiceJson } from "../../src/protocol/decode-service-json.ts";
import { SERVICE_JSON_FORMAT, type ServiceJson } from "../../src/protocol/service-json.ts";

const full: ServiceJson = {
  format: SERVICE_JSON_FORMAT,
  type: "daemon",
  "depends-on": [{ service: "db", condition: "ready", restart: true }],
  wants: ["socklog"],
  after: ["network"],
  conflicts: ["apache"],
  "part-of": ["site@a"],
  main: true,
  ready: { tcp: { host: "127.0.0.1", port: 80 }, "interval-ms": 500, "timeout-ms": null },
  health: { http: "http://[::1]:80/ok", "interval-ms": 1000, "timeout-ms": 500, retries: 3 },
  restart: {
    policy: "on-failure",
    "delay-ms": 1000,
    "max-delay-ms": 30_000,
    "max-attempts": 5,
    "window-ms": 60_000,
    "reset-after-ms": 10_000,
    "success-codes": [0, 143],
    "on-give-up": "exit",
  },
  stop: { signal: "QUIT", "timeout-ms": 30_000, kill: "group", command: ["/bin/stop", ""] },
  reload: { signal: "HUP" },
  hooks: { "pre-stop": [["a", "b"]], "post-ready": [], "on-fail": [["c"]] },
  control: { user: "www", group: "www", status: "all" },
  stdout: "null",
  log: { to: { dir: "/var/log/x" }, timestamp: "iso", "max-size": 1000, keep: 3, filter: ["-debug*"] },
};

const reasons = (value: unknown): string[] =>
  decodeServiceJson(JSON.stringify(value)).problems.map((p) => `${p.key}: ${p.reason}`);
const withKey = (key: string, value: unknown): unknown => ({ format: SERVICE_JSON_FORMAT, [key]: value });

describe("service.json", () => {
  it("is read whole", () => {
    expect(decodeServiceJson(JSON.stringify(full))).toEqual({ value: full, problems: [] });
    expect(decodeServiceJson(`{"format":"${SERVICE_JSON_FORMAT}"}`).problems).toEqual([]);
  });

  it.each([
    ["not json", ["must be JSON"]],
    ["[]", ["must be an object"]],
    ["{}", ["is missing"]],
    ['{"format":"svforge.service/9"}', ['must be "svforge.service/1"']],
  ])("%s is refused", (json, expected) => {
    expect(decodeServiceJson(json).problems.map((p) => p.reason)).toEqual(expected);
  });

  it.each([
    ["restarts", {}, "restarts: is not a known key"],
    ["depends-on", ["db"], "depends-on[0]: must be an object"],
    [
      "depends-on",
      [{ service: "../db", condition: "ready" }],
      "depends-on[0].service: must be the name of a service",
    ],
    ["wants", [".svscan"], "wants[0]: must be the name of a service"],
    [
      "ready",
      { "interval-ms": 1, "timeout-ms": 1 },
      "ready: must have exactly one of fd, notify, command, tcp, http, path",
    ],
    [
      "ready",
      { fd: 1, "interval-ms": 1, "timeout-ms": 1 },
      "ready.fd: must be a whole number from 3 to 1023",
    ],
    [
      "ready",
      { path: "a", "interval-ms": 0, "timeout-ms": 1 },
      "ready.interval-ms: must be a whole number of at least 1",
    ],
    [
      "ready",
      { http: "http://[x/", "interval-ms": 1, "timeout-ms": 1 },
      "ready.http: must be an http:// address",
    ],
    ["health", { fd: 3, "interval-ms": 1, "timeout-ms": 1, retries: 1 }, "health.fd: is not a known key"],
    [
      "stop",
      { signal: "SIGTERM", "timeout-ms": 1, kill: "group" },
      "stop.signal: must be a signal name without SIG",
    ],
    [
      "stop",
      { signal: "TERM", "timeout-ms": -1, kill: "group" },
      "stop.timeout-ms: must be a whole number of at least 0",
    ],
    [
      "stop",
      { signal: "TERM", "timeout-ms": 1, kill: "group", command: [] },
      "stop.command: must not be empty",
    ],
    ["reload", { command: [""] }, "reload.command[0]: must not be empty"],
    ["reload", { command: ["a\0"] }, "reload.command[0]: must be a text without NUL"],
    ["hooks", { "pre-start": [] }, "hooks.pre-start: is not a known key"],
    [
      "log",
      { to: { dir: "x" }, timestamp: "iso", "max-size": 1, keep: 1 },
      "log.to.dir: must be an absolute path",
    ],
  ])("%s = %j", (key, value, expected) => {
    expect(reasons(withKey(key, value))).toContain(expected);
  });

  it("collects every problem at once", () => {
    expect(reasons({ format: SERVICE_JSON_FORMAT, main: 1, stdout: "x", y: 1 })).toHaveLength(3);
  });

  it("never throws, whatever stands in the file", () => {
    fc.assert(fc.property(fc.string(), (json) => void decodeServiceJson(json)));
    fc.assert(fc.property(fc.json(), (json) => void decodeServiceJson(json)));
    const nested = "[".repeat(100_000);
    expect(decodeServiceJson(nested).value).toBeUndefined();
  });
});
