/** Files and bytes that others may write: whatever they hold, a reader answers "not one of ours" and never throws. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GENERATION_FORMAT, pointedAt, readGeneration, StateDamaged } from "../src/activate/generations.ts";
import { readInstallation, readMark } from "../src/activate/installation.ts";
import { statePaths } from "../src/activate/paths.ts";
import { readPending } from "../src/activate/pending.ts";
import { Exit } from "../src/cli/exit.ts";
import { readPlan } from "../src/cli/plan-file.ts";
import { PLAN_FORMAT } from "../src/plan/plan.ts";
import { commandOf } from "../src/protocol/control.ts";
import { decodeServiceJson } from "../src/protocol/decode-service-json.ts";
import { parseRotatedName } from "../src/protocol/log-names.ts";
import { decodeLogStats } from "../src/protocol/log-stats.ts";
import { SERVICE_JSON_FORMAT } from "../src/protocol/service-json.ts";
import { signalName } from "../src/protocol/signals.ts";
import { decodeRecord, encodeRecord, type StateRecord } from "../src/protocol/state-record.ts";
import { decodeStatus, encodeStatus, STATUS_SIZE } from "../src/protocol/status.ts";
import { createService } from "../src/supervise/create-service.ts";
import { defineService } from "../src/supervise/define-service.ts";
import { unpackProgress } from "../src/supervise/log-progress.ts";
import { step } from "../src/supervise/service-step.ts";
import { anyJson, cuts, damaged, effort, seeds } from "./helpers/fuzzing.ts";

const JSON_WORDS = [
  "{",
  "}",
  "[",
  "]",
  ":",
  ",",
  '"',
  "null",
  "-1",
  "1e400",
  "true",
  '"__proto__":',
  "\\u0000",
];

/** `value` with one node anywhere in it replaced. */
function withOneNodeReplaced(value: unknown, at: number, by: unknown): unknown {
  const paths: (readonly (string | number)[])[] = [];
  const visit = (node: unknown, path: readonly (string | number)[]): void => {
    paths.push(path);
    if (typeof node === "object" && node !== null)
      for (const key of Object.keys(node)) visit((node as Record<string, unknown>)[key], [...path, key]);
  };
  visit(value, []);
  const path = paths[Math.floor(at * (paths.length - 1))] ?? [];
  const copy: unknown = structuredClone(value);
  if (path.length === 0) return by;
  let node = copy as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) node = node[key] as Record<string | number, unknown>;
  node[path.at(-1) as string | number] = by;
  return copy;
}

/** Texts near `value`: a node replaced by anything, or characters cut. */
function near(value: unknown): fc.Arbitrary<string> {
  const position = fc.double({ min: 0, max: 1, noNaN: true });
  return fc.oneof(
    fc.tuple(position, anyJson).map(([at, by]) => JSON.stringify(withOneNodeReplaced(value, at, by)) ?? ""),
    cuts(JSON_WORDS).map((damage) => damaged(JSON.stringify(value), damage)),
    anyJson.map((json) => JSON.stringify(json)),
  );
}

const RECORD: StateRecord = {
  format: "svforge.state/1",
  monitor: 10,
  phase: "up",
  want: "up",
  operatorDown: false,
  pid: 11,
  program: "run",
  start: "12345",
  boot: "b",
  since: 1,
  ready: true,
  paused: false,
  gotTerm: false,
  starts: 1,
  failuresInWindow: 0,
  failures: 0,
  lastStatus: null,
  failed: "none",
  waitingFor: ["db"],
  definition: "",
  text: "",
};

const SERVICE = {
  format: SERVICE_JSON_FORMAT,
  "depends-on": [{ service: "db", condition: "ready", restart: true }],
  wants: ["a"],
  ready: { tcp: { host: "::1", port: 1 }, "interval-ms": 100, "timeout-ms": null },
  health: { command: ["true"], "interval-ms": 100, "timeout-ms": 5, retries: 3 },
  stop: { signal: "TERM", "timeout-ms": 100, kill: "group", command: ["./stop"] },
  hooks: { "pre-stop": [["a", "b"]] },
  log: { to: { dir: "/var/log/x" }, timestamp: "iso", "max-size": 10, keep: 1, filter: ["-*"] },
};

describe("what a supervisor and its clients read", () => {
  it("status: any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const status = decodeStatus(bytes);
        if (bytes.length < 18) expect(status).toBeUndefined();
        else {
          expect(["up", "down", "once"]).toContain(status?.want);
          expect(["run", "down", "finish"]).toContain(status?.state);
          expect(status?.pid).toBeGreaterThanOrEqual(0);
        }
      }),
      effort(500),
    );
  });

  it("status: what is written is read back", () => {
    const status = fc.record({
      since: fc.integer({ min: 0, max: 2 ** 42 }),
      pid: fc.nat(),
      paused: fc.boolean(),
      want: fc.constantFrom("up", "down", "once" as const),
      gotTerm: fc.boolean(),
      state: fc.constantFrom("down", "run", "finish" as const),
    });
    fc.assert(
      fc.property(status, (written) => {
        const bytes = encodeStatus(written as Parameters<typeof encodeStatus>[0]);
        expect(bytes.length).toBe(STATUS_SIZE);
        expect(decodeStatus(bytes)).toEqual(written);
      }),
      effort(300),
    );
  });

  it("svforge.json: a record or nothing", () => {
    expect(decodeRecord(encodeRecord(RECORD))).toEqual(RECORD);
    fc.assert(
      fc.property(near(RECORD), (text) => {
        const record = decodeRecord(text);
        if (record === undefined) return;
        expect(Number.isInteger(record.pid)).toBe(true);
        expect(record.waitingFor.every((name) => typeof name === "string")).toBe(true);
      }),
      effort(500),
    );
  });

  it("service.json: a value that the machine can be built from, or problems with their keys", () => {
    expect(decodeServiceJson(JSON.stringify(SERVICE)).problems).toEqual([]);
    fc.assert(
      fc.property(near(SERVICE), fc.string(), fc.string(), (text, one, other) => {
        const decoded = decodeServiceJson(text);
        if (decoded.value === undefined) {
          expect(decoded.problems.length).toBeGreaterThan(0);
          return;
        }
        const { definition } = defineService({
          name: "s",
          role: "service",
          down: false,
          json: decoded.value,
          notificationFd: one,
          downSignal: other,
          timeoutKill: one,
          timeoutFinish: other,
        });
        expect(definition.stop.timeoutMs).toBeGreaterThanOrEqual(0);
        createService(definition, 1);
      }),
      effort(500),
    );
  });

  it("control: any bytes in any order", () => {
    const { definition } = defineService({ name: "s", role: "service", down: false, json: {} });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        let now = 0;
        let pid = 100;
        let state = step(createService(definition, 1), { kind: "begin", now }).state;
        for (const byte of bytes) {
          now += 50;
          const stepped = step(state, { kind: "control", byte, now });
          state = stepped.state;
          for (const effect of stepped.effects)
            if (effect.kind === "spawn") {
              pid += 1;
              state = step(state, { kind: "spawned", program: effect.program, pid, now, wall: now }).state;
            }
          expect(commandOf(byte) === undefined || bytes.includes(byte)).toBe(true);
        }
        expect(state.pid).toBeGreaterThanOrEqual(0);
      }),
      effort(200),
    );
  });

  it("names and small records", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 40 }),
        fc.uint8Array({ maxLength: 80 }),
        (text, bytes) => {
          parseRotatedName(text);
          signalName(text);
          const progress = unpackProgress(bytes);
          if (progress !== undefined) expect(progress.to).toBeGreaterThanOrEqual(progress.from);
        },
      ),
      effort(500),
    );
    expect(signalName("__proto__")).toBeUndefined();
    expect(signalName("CONSTRUCTOR")).toBeUndefined();
  });
});

describe("what an activation reads", () => {
  let root = "";
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), "svforge-fuzz-"));
    mkdirSync(join(root, "gen"));
    symlinkSync("gen/000001.json", join(root, "good"));
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  const MANIFEST = { project: "p", target: "builtin", services: [] };
  const GENERATION = {
    format: GENERATION_FORMAT,
    number: 1,
    parent: null,
    createdAt: "2026-01-01T00:00:00Z",
    by: "root",
    source: {},
    held: [],
    manifestHash: "",
    manifest: MANIFEST,
  };

  it.each(seeds("json"))("kept: %s is nobody's file", (_name, bytes) => {
    const text = bytes.toString();
    expect(decodeRecord(text)).toBeUndefined();
    expect(decodeLogStats(text)).toBeUndefined();
    expect(decodeServiceJson(text).problems.length).toBeGreaterThan(0);
    decodeStatus(bytes);
    for (const name of ["gen/000001.json", "installation.json", ".owner", "pending.json", "plan.json"])
      writeFileSync(join(root, name), bytes);
    expect(() => readGeneration(statePaths(root), 1)).toThrow(StateDamaged);
    expect(() => pointedAt(statePaths(root), "good")).toThrow(StateDamaged);
    expect(() => readInstallation(statePaths(root))).toThrow(StateDamaged);
    expect(readMark(root)).toBeUndefined();
    expect(readPending(statePaths(root))).toBeUndefined();
    expect(() => readPlan(join(root, "plan.json"))).toThrow(Exit);
  });

  it("generations: what is damaged is said to be", () => {
    fc.assert(
      fc.property(near(GENERATION), (text) => {
        writeFileSync(join(root, "gen/000001.json"), text);
        for (const read of [
          () => readGeneration(statePaths(root), 1),
          () => pointedAt(statePaths(root), "good"),
        ])
          expect(read).toThrow(StateDamaged);
      }),
      effort(150),
    );
  });

  it("the installation, its marks and its deadline", () => {
    const values = { id: "i", scanDir: "/s", app: "svforge", installation: "i", name: "web" };
    fc.assert(
      fc.property(near(values), (text) => {
        for (const name of ["installation.json", ".owner", "pending.json"])
          writeFileSync(join(root, name), text);
        try {
          expect(typeof readInstallation(statePaths(root))?.id).toBe("string");
        } catch (error) {
          expect(error).toBeInstanceOf(StateDamaged);
        }
        const mark = readMark(root);
        if (mark !== undefined) expect(typeof mark.name).toBe("string");
        const pending = readPending(statePaths(root));
        if (pending !== undefined) expect(typeof pending.generation).toBe("number");
      }),
      effort(150),
    );
  });

  it("saved plans: a plan or a refusal", () => {
    const HASH = "0".repeat(64);
    const service = {
      name: "web",
      dirName: "web",
      hash: HASH,
      tree: HASH,
      files: [{ path: "run", kind: "script", hash: HASH }],
      policy: [],
      essential: false,
      startsAfter: [],
      restartsWith: [],
      dirs: [],
      keys: [],
      accepts: [],
    };
    const plan = {
      format: PLAN_FORMAT,
      digest: "sha256:00",
      lineage: "",
      base: { generation: null },
      payload: {
        observed: [],
        dirs: { scanDir: "/s", stateDir: "/t" },
        request: {
          desired: { ...MANIFEST, services: [service] },
          source: {},
          adopt: [],
          onDrift: "refuse",
          allowEssential: false,
          allowEmpty: false,
        },
        definitions: [
          { hash: "1".repeat(64), entries: [{ kind: "file", path: "run", mode: 493, content: "AA==" }] },
        ],
      },
    };
    const path = join(root, "plan.json");
    writeFileSync(path, JSON.stringify(plan));
    expect(readPlan(path).request.desired.services[0]?.dirName).toBe("web");
    const strayed = structuredClone(plan);
    for (const dirName of ["../../etc/cron.d", "/etc", ".svscan", "a/b", ""]) {
      strayed.payload.request.desired.services = [{ ...service, dirName }];
      writeFileSync(path, JSON.stringify(strayed));
      expect(() => readPlan(path), dirName).toThrow(Exit);
    }
    fc.assert(
      fc.property(near(plan), (text) => {
        writeFileSync(path, text);
        try {
          readPlan(path);
        } catch (error) {
          expect(error).toBeInstanceOf(Exit);
        }
      }),
      effort(150),
    );
  });
});
