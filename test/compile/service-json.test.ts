import { describe, expect, it } from "vitest";
import { Graph } from "../../src/compile/graph.ts";
import { jsonText, logServiceJson, serviceJson } from "../../src/compile/service-json.ts";
import type { LogPolicy, Probe, Service } from "../../src/declare/service.ts";
import { bundle, logPolicy, noHooks, project, restartPolicy, service } from "../helpers/service.ts";
import { validServiceJson } from "../helpers/service-schema.ts";

const of = (subject: Service, ...others: readonly Service[]) => {
  const json = serviceJson(subject, new Graph(project(subject, ...others)));
  expect(validServiceJson(json)).toEqual([]);
  return json;
};
const format = "svforge.service/1";

it("is not written when nothing is declared that needs it", () => {
  const plain = service({ env: [["A", "1"]], limits: [["core", { soft: 0, hard: 0 }]], log: logPolicy() });
  expect(serviceJson(plain, new Graph(project(plain)))).toBeUndefined();
});

it("names services by their directories", () => {
  const others = [
    service({ name: "db", dirName: "db-1" }),
    service({ name: "cache", dirName: "x-cache" }),
    service({ name: "old" }),
    service({ name: "first", before: ["web"] }),
    bundle("stores", "cache"),
  ];
  const subject = service({
    dependsOn: [{ service: "db", condition: "started", restart: true }],
    wants: ["stores"],
    conflicts: ["old"],
    partOf: ["db"],
    main: true,
  });
  expect(of(subject, ...others)).toEqual({
    format,
    "depends-on": [{ service: "db-1", condition: "started", restart: true }],
    wants: ["x-cache"],
    after: ["first"],
    conflicts: ["old"],
    "part-of": ["db-1"],
    main: true,
  });
});

describe("probes", () => {
  it.each<readonly [Probe, object]>([
    [{ kind: "fd", fd: 3 }, { fd: 3 }],
    [{ kind: "notify" }, { notify: "systemd" }],
    [{ kind: "command", argv: ["a", "b"] }, { command: ["a", "b"] }],
    [{ kind: "tcp", host: "::1", port: 80 }, { tcp: { host: "::1", port: 80 } }],
    [{ kind: "http", url: "http://x/" }, { http: "http://x/" }],
    [{ kind: "path", path: "/x" }, { path: "/x" }],
  ])("%j", (probe, json) => {
    const ready = { probe, intervalMs: 100, timeoutMs: "infinity" } as const;
    expect(of(service({ ready }))?.ready).toEqual({ ...json, "interval-ms": 100, "timeout-ms": null });
  });
});

it("says how it starts, stops, reloads and fails", () => {
  const subject = service({
    work: { kind: "oneshot", up: ["x"] },
    health: { probe: { kind: "path", path: "/x" }, intervalMs: 1, timeoutMs: 2, retries: 3 },
    restart: restartPolicy({ maxAttempts: 5, successCodes: [3] }),
    stop: { signal: "INT", timeoutMs: 5, kill: "process", command: ["stop", "it"] },
    reload: { action: { signal: "HUP" }, files: ["a"], onChange: "reload" },
    hooks: { ...noHooks, preStart: [["not here"]], postReady: [["a"]], onFail: [["b"], ["c"]] },
    control: { group: "web", status: "all" },
    log: logPolicy({ to: { kind: "none" } }),
  });
  expect(of(subject)).toEqual({
    format,
    type: "oneshot",
    health: { path: "/x", "interval-ms": 1, "timeout-ms": 2, retries: 3 },
    restart: {
      policy: "always",
      "delay-ms": 1000,
      "max-delay-ms": 1000,
      "max-attempts": 5,
      "window-ms": 60_000,
      "reset-after-ms": 10_000,
      "success-codes": [3],
      "on-give-up": "stop",
    },
    stop: { signal: "INT", "timeout-ms": 5, kill: "process", command: ["stop", "it"] },
    reload: { signal: "HUP" },
    hooks: { "post-ready": [["a"]], "on-fail": [["b"], ["c"]] },
    control: { group: "web", status: "all" },
    stdout: "null",
  });
});

describe("log", () => {
  const logOf = (policy: Partial<LogPolicy>) => {
    const json = logServiceJson(
      logPolicy(policy),
      new Graph(project(service({ name: "relay", dirName: "relay-1" }))),
    );
    if (json !== undefined) expect(validServiceJson(json)).toEqual([]);
    return json?.log;
  };

  it("leaves defaults out", () => {
    expect(logOf({})).toEqual({
      to: { dir: "/var/log/sv/web" },
      timestamp: "tai64n",
      "max-size": 1_000_000,
      keep: 10,
    });
  });

  it("carries every other key", () => {
    const all: Partial<LogPolicy> = {
      user: "log",
      group: "adm",
      mode: 0o640,
      prefix: "p ",
      maxTotalBytes: 9,
      rotateEveryMs: 8,
      compress: "zstd",
      processor: ["x", "y"],
      filter: ["-a"],
      stderr: "separate",
      onFull: "drop-oldest",
    };
    expect(logOf(all)).toEqual({
      to: { dir: "/var/log/sv/web" },
      user: "log",
      group: "adm",
      mode: "0640",
      timestamp: "tai64n",
      prefix: "p ",
      "max-size": 1_000_000,
      keep: 10,
      "max-total": 9,
      "rotate-every-ms": 8,
      compress: "zstd",
      processor: ["x", "y"],
      filter: ["-a"],
      stderr: "separate",
      "on-full": "drop-oldest",
    });
  });

  it.each([
    [{ kind: "syslog" }, { syslog: "/dev/log" }],
    [{ kind: "syslog", address: "h:1" }, { syslog: "h:1" }],
    [{ kind: "service", service: "relay" }, { service: "relay-1" }],
    [{ kind: "none" }, undefined],
    [{ kind: "inherit" }, undefined],
  ] as const)("%j", (to, json) => {
    expect(logOf({ to })?.to).toEqual(json);
  });
});

it("is text with a final line break", () => {
  expect(jsonText({ format, main: true })).toBe('{\n  "format": "svforge.service/1",\n  "main": true\n}\n');
});
