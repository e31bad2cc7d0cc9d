import { describe, expect, it } from "vitest";
import { classify, heaviest } from "../../src/plan/classify.ts";
import { recordOf } from "../../src/plan/manifest.ts";
import { type Files, type Given, imageOf, LOGGED } from "../helpers/plan-values.ts";

const between = (before: Given, after: Given) =>
  classify(recordOf(imageOf("a", before)), recordOf(imageOf("a", after)));
const policy = (value: object): Files => ({ "service.json": JSON.stringify(value) });

describe("classify", () => {
  const cases: readonly [what: string, before: Files, after: Files, expected: string][] = [
    ["nothing", {}, {}, "none"],
    ["run", { run: "1" }, { run: "2" }, "restart"],
    ["a file run may read", {}, { "env/PORT": "1" }, "restart"],
    ["finish", { finish: "1" }, { finish: "2" }, "lazy"],
    ["check added", {}, { check: "1" }, "lazy"],
    ["control script", { "control/t": "1" }, { "control/t": "2" }, "lazy"],
    ["timeout-kill", {}, { "timeout-kill": "5000" }, "lazy"],
    ["notification-fd, read at each start", {}, { "notification-fd": "3" }, "restart"],
    ["log/run", LOGGED, { ...LOGGED, "log/run": "#!/bin/sh\nexec other\n" }, "log-only"],
    ["log/service.json", LOGGED, { ...LOGGED, "log/service.json": "{}" }, "log-only"],
    ["logger added", {}, LOGGED, "replace"],
    ["logger removed", LOGGED, {}, "replace"],
    ["empty file log added", {}, { log: "" }, "lazy"],
    ["service.json: restart", policy({ restart: 1 }), policy({ restart: 2 }), "lazy"],
    ["service.json: ready removed", policy({ ready: 1 }), policy({}), "lazy"],
    ["service.json: stdout", policy({}), policy({ stdout: "null" }), "restart"],
    ["service.json: type", policy({ type: "daemon" }), policy({ type: "oneshot" }), "replace"],
    ["service.json: spelling only", { "service.json": "{}" }, { "service.json": "{ }" }, "lazy"],
    ["run and log/run", { ...LOGGED, run: "1" }, { ...LOGGED, run: "2", "log/run": "x" }, "restart"],
  ];
  it.each(cases)("%s", (_, before, after, expected) => {
    expect(between({ files: before }, { files: after }).class).toBe(expected);
  });

  it("restarts the logger beside the daemon when both changed", () => {
    const change = between(
      { files: { ...LOGGED, run: "1" } },
      { files: { ...LOGGED, run: "2", "log/run": "x" } },
    );
    expect(change).toMatchObject({ class: "restart", logger: true, paths: ["log/run", "run"] });
  });

  it("notes what changes no file", () => {
    expect(between({}, { keys: { description: "x" } }).class).toBe("meta");
    expect(between({}, { essential: true }).class).toBe("meta");
    expect(between({}, { startsAfter: ["db"] }).class).toBe("meta");
    expect(between({ keys: { a: "1" } }, { keys: { a: "1" } }).class).toBe("none");
  });

  describe("[reload]", () => {
    const files = ["conf"];
    const signal = "HUP";
    it.each([
      ["only listed files", { conf: "2" }, { signal, files, onChange: "restart" as const }, "reload"],
      [
        "a listed file and run",
        { conf: "2", run: "2" },
        { signal, files, onChange: "restart" as const },
        "restart",
      ],
      ["on-change = reload", { run: "2" }, { signal, files: [], onChange: "reload" as const }, "reload"],
      ["on-change = manual", { run: "2" }, { files: [], onChange: "manual" as const }, "lazy"],
      ["no way to reload", { conf: "2" }, { files, onChange: "reload" as const }, "restart"],
    ])("%s", (_, after, reload, expected) => {
      const change = between(
        { files: { conf: "1", run: "1" } },
        { files: { conf: "1", run: "1", ...after }, reload },
      );
      expect(change.class).toBe(expected);
    });
  });
});

describe("heaviest", () => {
  it("is none of none, and the last in order of weight", () => {
    expect(heaviest([])).toBe("none");
    expect(heaviest(["lazy", "restart", "log-only"])).toBe("restart");
  });
});
