/** A table or part that does not exist: the benchmarks name those that do, and measure nothing. */
import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";

const repository = new URL("../../", import.meta.url).pathname;

it.each([
  [["runtime", "--only", "wrong"], /^bench: there is no table wrong; tables: logged-1000 .* idle\n$/],
  [["apply", "--only", "wrong"], /^bench: there is no table wrong; tables: 10 1000 10000\n$/],
  [["wrong"], /^bench: there is no part wrong; parts: apply .* startup\n$/],
  [["runtime", "--rounds", "few"], /^bench: --rounds wants a number\n$/],
])("bench %j", (words, message) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["dist/dev/bench.js", ...words], {
    cwd: repository,
    encoding: "utf8",
  });
  expect(stderr).toMatch(message);
  expect({ status, stdout }).toEqual({ status: 64, stdout: "" });
});
