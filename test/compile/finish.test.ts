import { describe, expect, it } from "vitest";
import { type FinishTarget, finishScript } from "../../src/compile/finish.ts";
import { utilLinux } from "../../src/compile/targets/util-linux.ts";
import type { Service } from "../../src/declare/service.ts";
import { unitOf } from "../helpers/compile-unit.ts";
import { noHooks, restartPolicy, service } from "../helpers/service.ts";

const runit: FinishTarget = {
  tools: utilLinux,
  signalled: "-1",
  stayDown: "sv down .",
  isWanted: "wanted",
  runsOnFail: true,
};
const runtime: FinishTarget = { tools: utilLinux, signalled: "-1", runsOnFail: false };

const lines = (overrides: Partial<Service>, target = runit): readonly string[] | undefined =>
  finishScript(unitOf(service(overrides)).unit, target)
    ?.text.split("\n")
    .slice(1, -1);

it("is absent when nothing needs it", () => {
  expect(lines({})).toBeUndefined();
  expect(lines({ restart: restartPolicy() })).toBeUndefined();
  expect(lines({ env: [["A", "1"]], umask: 0o22 })).toBeUndefined();
});

describe("restart", () => {
  it.each([
    [restartPolicy({ policy: "never" }), ["sv down ."]],
    [restartPolicy({ delayMs: 2500 }), ["if wanted; then sleep 3; fi"]],
    [
      restartPolicy({ policy: "on-failure", successCodes: [0, 7] }),
      ['case "$1 $2" in', "  '0 '* | '7 '* | '-1 15')", "    sv down .", "    ;;", "esac"],
    ],
    [
      restartPolicy({ policy: "on-failure", delayMs: 5000 }),
      [
        'case "$1 $2" in',
        "  '0 '* | '-1 15')",
        "    sv down .",
        "    ;;",
        "  *)",
        "    if wanted; then sleep 5; fi",
        "    ;;",
        "esac",
      ],
    ],
  ])("%j", (restart, expected) => {
    expect(lines({ restart })).toEqual(expected);
  });

  it("is the runtime's own business there", () => {
    expect(lines({ restart: restartPolicy({ policy: "never", delayMs: 9000 }) }, runtime)).toBeUndefined();
  });

  it("takes the declared stop signal for success", () => {
    const stop = { signal: "INT", timeoutMs: "infinity", kill: "process" } as const;
    expect(lines({ stop, restart: restartPolicy({ policy: "on-failure" }) })?.[1]).toBe("  '0 '* | '-1 2')");
  });
});

it("runs hooks with the service's environment, in its directory, then removes what is not kept", () => {
  const hooks = { ...noHooks, postStop: [["after", "x y"]] as const, onFail: [["alarm"]] as const };
  const dirs = [{ purpose: "runtime", path: "/run/web", mode: 0o755, keep: false }] as const;
  const all = { hooks, dirs, env: [["A", "1"]] as const, umask: 0o77, workingDir: "/srv" };
  expect(lines(all)).toEqual([
    "umask 0077",
    "export A=1",
    'case "$1 $2" in',
    "  '0 '* | '-1 15') ;;",
    "  *)",
    "    (cd /srv && alarm)",
    "    ;;",
    "esac",
    "(cd /srv && after 'x y')",
    "rm -rf /run/web",
  ]);
  expect(lines(all, runtime)).not.toContain("    (cd /srv && alarm)");
});

it("takes a oneshot down only when it was up", () => {
  const work = { kind: "oneshot", up: ["up"], down: ["down", "x"] } as const;
  expect(lines({ work })).toEqual(['if [ "$1" = -1 ]; then', "  down x", "fi"]);
  expect(lines({ work }, runtime)).toEqual(["down x"]);
});
