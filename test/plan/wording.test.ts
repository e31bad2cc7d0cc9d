import { describe, expect, it } from "vitest";
import type { PlannedChange } from "../../src/plan/plan.ts";
import { consequence, phrase, wordsFor } from "../../src/plan/wording.ts";

const change = (given: Partial<PlannedChange>): PlannedChange => ({
  service: "a",
  dirName: "a",
  class: "restart",
  effect: "restart",
  logger: false,
  reasons: [],
  pid: 811,
  paths: [],
  wave: 0,
  files: [],
  ...given,
});

describe("wordsFor", () => {
  it.each<[Partial<PlannedChange>, string, string, boolean]>([
    [{}, "±", "restart", true],
    [{ pid: 0 }, "±", "restart", false],
    [{ class: "log-only", effect: "flip", logger: true }, "~", "log only", false],
    [{ class: "lazy", effect: "flip" }, "~", "next exit", false],
    [{ class: "reload", effect: "reload" }, "~", "reload", false],
    [{ class: "replace", effect: "replace" }, "-/+", "replace", true],
    [{ class: "create", effect: "create", pid: 0 }, "+", "create", false],
    [{ class: "remove", effect: "remove" }, "-", "remove", true],
    [{ class: "remove", effect: "record" }, "·", "forget", false],
    [{ class: "rename", effect: "record" }, "→", "rename", false],
    [{ class: "rename", effect: "restart" }, "→", "rename, restart", true],
    [{ class: "held", effect: "flip" }, "⏸", "held", false],
    [{ class: "drift", effect: "nothing" }, "≠", "drift", false],
    [{ class: "adopt", effect: "replace" }, "!", "adopt", true],
    [{ class: "meta", effect: "record" }, "·", "note", false],
    [{ effect: "stop" }, "±", "stop", true],
    [{ effect: "start", pid: 0 }, "±", "start", false],
  ])("%j", (given, marker, action, stops) => {
    expect(wordsFor(change(given))).toEqual({ marker, action, stops });
  });
});

describe("consequence", () => {
  it("says what has to be permitted before anything else", () => {
    expect(consequence(change({ blocked: "essential" }))).toContain("--allow-essential");
    expect(consequence(change({ class: "drift", blocked: "drift" }))).toContain("--on-drift");
  });

  it("names the process that goes on", () => {
    expect(consequence(change({ class: "log-only", effect: "flip", logger: true }))).toContain("pid 811");
    expect(consequence(change({ class: "rename", effect: "record" }))).toBe("keeps running (pid 811)");
  });
});

describe("phrase", () => {
  it.each([
    [{ code: "key-changed", subject: "env.PORT", before: "8080", after: "8081" }, "env.PORT 8080 → 8081"],
    [{ code: "key-added", subject: "umask", after: "0027" }, "umask = 0027"],
    [{ code: "key-removed", subject: "nice", before: "5" }, "nice removed (was 5)"],
    [{ code: "file-changed", subject: "run" }, "file run differs"],
    [{ code: "drift-edited", subject: "run" }, "run edited"],
    [
      { code: "key-changed", subject: "env.X", before: "\u001b[2J", after: "x".repeat(100) },
      `env.X \\x1b[2J → ${"x".repeat(59)}…`,
    ],
    [
      {
        code: "key-changed",
        subject: "command",
        before: `["daemon", "${"x".repeat(60)}", "10mb"]`,
        after: `["daemon", "${"x".repeat(60)}", "20mb"]`,
      },
      'command …xxxxxxxxxxx", "10mb"] → …xxxxxxxxxxx", "20mb"]',
    ],
  ])("%j", (reason, text) => {
    expect(phrase(reason)).toBe(text);
  });
});
