/** The package as somebody imports it: its names are those of `src/index.ts`, and what stands behind them is compiled ahead. */
import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import * as source from "../../src/index.ts";
import { MARK_LENGTH } from "../../src/os/load-part.ts";

const dist = new URL("../../dist/", import.meta.url);

it("exports what the source does, and works", async () => {
  const built: typeof source = await import(new URL("index.js", dist).href);
  expect(Object.keys(built).sort()).toEqual(Object.keys(source).sort());
  const { value, diagnostics } = built.parseToml('a = "b"\n', "x.toml");
  expect({ ...value }).toEqual({ a: "b" });
  expect(diagnostics).toEqual([]);
  const image = { project: "p", target: "runit", services: [] } as const;
  expect(built.manifestOf(image)).toEqual(source.manifestOf(image));
});

// In a process of its own: this one may have been started with options that V8 tells caches apart by.
const ACCEPTED = `
  const [filename] = process.argv.slice(1);
  const { readFileSync } = require("node:fs");
  const text = "(function (exports, require, module, __filename, __dirname) {" + readFileSync(filename, "utf8") + "\\n})";
  const cachedData = readFileSync(filename + ".cache").subarray(0, -${MARK_LENGTH});
  process.exitCode = new (require("node:vm").Script)(text, { filename, cachedData }).cachedDataRejected ? 1 : 0;`;

it.each(["host", "project", "runtime", "monitor", "log", "package"].map((name) => `svforge-${name}`))(
  "the code cache of %s is one that this Node takes",
  (name) => {
    const filename = new URL(`${name}.cjs`, dist).pathname;
    expect(spawnSync(process.execPath, ["-e", ACCEPTED, filename], { encoding: "utf8" })).toMatchObject({
      status: 0,
      stderr: "",
    });
  },
);
