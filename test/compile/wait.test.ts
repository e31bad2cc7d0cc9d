import { describe, expect, it } from "vitest";
import { s6Waits, svstatWaits, svWaits } from "../../src/compile/wait.ts";
import type { Dependency, Ready, Service } from "../../src/declare/service.ts";
import { unitOf } from "../helpers/compile-unit.ts";
import { service } from "../helpers/service.ts";

const needs = (overrides: Partial<Dependency> = {}): readonly Dependency[] => [
  { service: "db", condition: "ready", restart: false, ...overrides },
];
const ready: Ready = { probe: { kind: "path", path: "/run/db" }, intervalMs: 100, timeoutMs: 15_500 };
const db = service({ name: "db", dirName: "db.x", ready });
const failed = "{ echo 'db is not ready' >&2; exit 111; }";

const unit = (overrides: Partial<Service>, ...others: readonly Service[]) =>
  unitOf(service(overrides), "runit", ...(others.length === 0 ? [db] : others));

describe("sv", () => {
  it.each([
    [{ dependsOn: needs() }, `sv -w 16 start ../db.x >/dev/null || ${failed}`],
    [{ wants: ["db"] }, "[ ! -d ../db.x ] || sv -w 7 start ../db.x >/dev/null || :"],
    [{ after: ["db"] }, "[ ! -d ../db.x ] || sv -w 7 check ../db.x >/dev/null || :"],
  ] as const)("%j", (overrides, line) => {
    expect(svWaits(unit(overrides).unit)).toEqual([line]);
  });

  it("looks at the process alone when `started` is enough", () => {
    const lines = svWaits(unit({ dependsOn: needs({ condition: "started" }) }).unit);
    expect(lines.slice(0, 3)).toEqual([
      "sv up ../db.x >/dev/null",
      "_n=0",
      "until grep -q ^run ../db.x/supervise/stat; do",
    ]);
  });

  it("takes sv's own time without a probe, and an hour for ever", () => {
    const plain = service({ name: "db" });
    expect(svWaits(unit({ dependsOn: needs() }, plain).unit)[0]).toContain("sv -w 7 start ../db ");
    const endless = service({ name: "db", ready: { ...ready, timeoutMs: "infinity" } });
    expect(svWaits(unit({ dependsOn: needs() }, endless).unit)[0]).toContain("sv -w 3600 ");
  });

  it("refuses to restart along, and to wait for a daemon's end", () => {
    const { unit: subject, messages } = unit({ dependsOn: needs({ restart: true, condition: "completed" }) });
    svWaits(subject);
    expect(messages()).toEqual([
      expect.stringContaining("db.restart"),
      expect.stringContaining("db.condition"),
    ]);
  });
});

describe("svstat", () => {
  it("asks the process, then the probe, a bounded number of times", () => {
    expect(svstatWaits(unit({ dependsOn: needs() }).unit)).toEqual([
      "svc -u ../db.x",
      "_n=0",
      "until svstat ../db.x | grep -q ': up (' && { [ -e /run/db ]; }; do",
      `  [ $((_n += 1)) -le 16 ] || ${failed}`,
      "  sleep 1",
      "done",
    ]);
  });

  it("goes on without what is only wanted", () => {
    const lines = svstatWaits(unit({ wants: ["db"] }).unit);
    expect([lines[0], lines.at(-1)]).toEqual(["if [ -d ../db.x ]; then", "fi"]);
    expect(lines).toContain("    [ $((_n += 1)) -le 7 ] || break");
  });

  it("cannot wait without starting", () => {
    const { unit: subject, messages } = unit({ after: ["db"] });
    expect(svstatWaits(subject)).toEqual([]);
    expect(messages()).toEqual([expect.stringContaining("`after`")]);
  });
});

describe("s6", () => {
  it.each([
    [{ dependsOn: needs() }, true, `s6-svc -u ../db.x && s6-svwait -U -t 16000 ../db.x || ${failed}`],
    [{ dependsOn: needs() }, false, `s6-svc -u ../db.x && s6-svwait -u -t 16000 ../db.x || ${failed}`],
    [
      { dependsOn: needs({ condition: "started" }) },
      true,
      `s6-svc -u ../db.x && s6-svwait -u -t 16000 ../db.x || ${failed}`,
    ],
    [
      { wants: ["db"] },
      true,
      "[ ! -d ../db.x ] || { s6-svc -u ../db.x && s6-svwait -U -t 7000 ../db.x; } || :",
    ],
    [
      { after: ["db"] },
      true,
      '[ "$(s6-svstat -o wantedup ../db.x 2>/dev/null)" != true ] || s6-svwait -U -t 7000 ../db.x || :',
    ],
  ] as const)("%j", (overrides, notifies, line) => {
    expect(s6Waits(unit(overrides).unit, () => notifies)).toEqual([line]);
  });
});
