/** How much of a plan is shown: `-U`, `--show-unchanged`, `--only`, `--short`. What it says is tested in test/plan. */
import { afterEach, beforeEach, expect, it } from "vitest";
import { ActivationHost } from "../helpers/activation-host.ts";

let host: ActivationHost;
beforeEach(async () => {
  host = new ActivationHost("svforge");
  for (const name of ["changed", "same"]) declare(name, "one");
  await host.apply();
  declare("changed", "two");
});
afterEach(() => host.cleanUp());

/** The value is in the middle of a script of eleven lines. */
function declare(name: string, value: string): void {
  const lines = Array.from({ length: 11 }, (_, n) => (n === 5 ? `: ${value}` : `: line ${n}`));
  host.declare(name, `script = """\n${lines.join("\n")}\nexec sleep 100000\n"""\nlog.to = "none"\n`);
}

const plan = async (...options: readonly string[]): Promise<string> =>
  (await host.svforge(["plan", ...options])).out;
/** Lines of a difference that are as before. */
const context = (text: string): number => text.split("\n").filter((line) => /^ \S/.test(line)).length;

it("-U says how many lines around a difference", async () => {
  expect(context(await plan("-U", "0"))).toBe(0);
  const one = context(await plan("-U", "1"));
  expect(one).toBeGreaterThan(0);
  expect(context(await plan())).toBeGreaterThan(one);
});

it("--show-unchanged names those too, --only leaves the others out and says so, --short has no differences", async () => {
  expect(await plan("--short")).not.toMatch(/= +same|^[+-]/m);
  expect(await plan("--short", "--show-unchanged")).toMatch(/= +same/);
  const other = await plan("--only", "same");
  expect(other).not.toContain("changed  restart");
  expect(other).toContain("Not shown: 1 change of other services.");
});
