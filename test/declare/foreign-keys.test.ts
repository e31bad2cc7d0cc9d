import { expect, it } from "vitest";
import { foreignKey } from "../../src/declare/foreign-keys.ts";

it.each([
  ["ExecStart", "systemd", "`command`"],
  ["execstart", "systemd", "`command`"],
  ["stdout_logfile_maxbytes", "supervisord", "[log] `max-size`"],
  ["max-death-tally", "runit and s6", "[restart] `max-attempts`"],
])("%s", (key, system, ours) => {
  expect(foreignKey(key)).toEqual({ system, ours });
});

it("knows nothing else, built-ins least of all", () => {
  expect(["xyzzy", "constructor", "__proto__", "toString", ""].map(foreignKey)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
