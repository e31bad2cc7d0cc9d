import { describe, expect, it } from "vitest";
import { addAround, adopt } from "../../src/compile/adopted.ts";
import { builtin } from "../../src/compile/targets/builtin.ts";
import { Tree } from "../../src/compile/tree.ts";
import type { AdoptedFile, Service, TargetName } from "../../src/declare/service.ts";
import { unitOf } from "../helpers/compile-unit.ts";
import { logPolicy, noHooks, service } from "../helpers/service.ts";
import { imageOf, refusals } from "../helpers/tree.ts";

const bytes = new Uint8Array([0x23, 0x21, 0x00, 0xff, 0x0a]);
const run: AdoptedFile = { path: "run", kind: "file", executable: true, content: bytes };
const file = (path: string): AdoptedFile => ({ path, kind: "file", executable: false, content: bytes });

const adopted = (files: readonly AdoptedFile[], overrides: Partial<Service> = {}): Service =>
  service({ work: { kind: "service-dir", path: "sv/web", files }, ...overrides });
const paths = (target: TargetName, subject: Service): string[] =>
  imageOf(target, subject).services.flatMap((s) => s.entries.map((e) => e.path));

it("copies files, modes and links as they are", () => {
  const tree = new Tree();
  const files: AdoptedFile[] = [
    run,
    file("env/A"),
    { path: "data", kind: "dir" },
    { path: "supervise", kind: "symlink", target: "/run/x" },
  ];
  adopt(unitOf(adopted(files)).unit, { files, target: builtin, tree });
  expect(tree.entries()).toEqual([
    { path: "data", kind: "dir" },
    { path: "env", kind: "dir" },
    { path: "env/A", kind: "file", mode: 0o644, content: bytes },
    { path: "run", kind: "file", mode: 0o755, content: bytes },
    { path: "supervise", kind: "symlink", target: "/run/x" },
  ]);
});

it("adds around it only what is declared", () => {
  expect(paths("runit", adopted([run]))).toEqual(["run"]);
  expect(paths("runit", adopted([run, file("down")], { enabled: false, log: logPolicy() }))).toEqual([
    "down",
    "log",
    "log/run",
    "run",
  ]);
  const ready = { probe: { kind: "path", path: "/x" }, intervalMs: 1, timeoutMs: 1 } as const;
  expect(paths("runit", adopted([run], { ready }))).toEqual(["check", "run"]);
  expect(paths("builtin", adopted([run], { wants: [], ready }))).toEqual(["run", "service.json"]);
});

describe("refuses", () => {
  it.each([
    ["log", "runit", [run, file("log/run")], { log: logPolicy() }],
    ["log", "builtin", [run, file("log")], { log: logPolicy() }],
    [
      "ready",
      "runit",
      [run, file("check")],
      { ready: { probe: { kind: "path", path: "/x" }, intervalMs: 1, timeoutMs: 1 } },
    ],
    ["service-dir", "builtin", [run, file("service.json")], { main: true }],
    [
      "stop",
      "runit",
      [run, file("control/t")],
      { stop: { signal: "INT", timeoutMs: "infinity", kill: "process" } },
    ],
  ] as const)("a second file of one name (%s, %s)", (_key, target, files, overrides) => {
    expect(refusals(target, adopted(files, overrides))).toEqual([expect.stringContaining("both have")]);
  });

  it.each([
    ["user", { identity: { user: "www" } }],
    ["umask", { umask: 0 }],
    ["env", { env: [["A", "1"]] }],
    ["limits", { limits: [["core", { soft: 0, hard: 0 }]] }],
    ["wrapper", { wrapper: ["x"] }],
    ["hooks.pre-start", { hooks: { ...noHooks, preStart: [["x"]] } }],
  ] as const)("`%s`, which only `run` could do", (key, overrides) => {
    expect(refusals("builtin", adopted([run], overrides))).toEqual([
      `web: \`${key}\` would have to change the hand-written \`run\``,
    ]);
  });

  it("waiting and silence on a suite where `run` does both", () => {
    const subject = adopted([run], { wants: ["db"], log: logPolicy({ to: { kind: "none" } }) });
    expect(refusals("builtin", subject, service({ name: "db" }))).toEqual([]);
    expect(refusals("runit", subject, service({ name: "db" }))).toEqual([
      expect.stringContaining("`wants`"),
      expect.stringContaining("`log.to`"),
    ]);
  });

  it("a directory without run", () => {
    expect(refusals("builtin", adopted([file("finish")]))).toEqual([expect.stringContaining("no `run`")]);
  });
});

it("reports one clash for a whole log directory", () => {
  const tree = new Tree();
  const around = new Tree();
  tree.file("log/run", "");
  around.file("log/run", "x");
  around.file("log/service.json", "x");
  const { unit, messages } = unitOf(adopted([run]));
  addAround(unit, around, tree);
  expect(messages()).toHaveLength(1);
});
