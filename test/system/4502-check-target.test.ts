/** `check` says what the project's target cannot express, in the declaration's own place, not only `build` and `plan`. */
import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { built } from "../helpers/programs.ts";

const examples = new URL("../../examples/", import.meta.url).pathname;

function check(...args: readonly string[]): { code: number | null; out: string } {
  const argv = [built("svforge"), "check", "--project", "vocabulary", ...args];
  const { status, stdout } = spawnSync(process.execPath, argv, { cwd: examples, encoding: "utf8" });
  return { code: status, out: stdout };
}

it("check refuses what the target cannot say, with place and alternative", () => {
  const { code, out } = check("--target", "daemontools");
  expect(code).toBe(3);
  expect(out).toContain(
    [
      "error[E0501]: nginx: target daemontools cannot express `stop.signal`: svc -d sends TERM",
      "  --> vocabulary/services/nginx.toml:23:1",
      "   |",
      '23 | signal  = "QUIT"                     # nginx: graceful',
      "   | ^^^^^^",
    ].join("\n"),
  );
});

it("check has nothing to say where the target can", () => {
  expect(check()).toEqual({ code: 0, out: "vocabulary: 9 services, nothing to report\n" });
});
