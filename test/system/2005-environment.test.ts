/** Files of variables: read exactly, never executed, refused when they are something else. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Service } from "../../src/declare/service.ts";
import { dumped, dumper, runOnce, SHELLS } from "../helpers/compile-run.ts";
import { stock } from "../helpers/programs.ts";
import { service } from "../helpers/service.ts";
import { endScan, temporaryFolder } from "../helpers/suites.ts";

let folder = "";
beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(() => endScan(undefined, folder));

const dumping = (names: readonly string[], overrides: Partial<Service>): Service =>
  service({ work: { kind: "command", argv: dumper(...names) }, ...overrides });

/** Values of one line that do not begin like a quotation. */
const value = fc
  .string({ unit: fc.constantFrom(..."'\"\\$`!*?(){}<>|&;#~= \tabc\u0081é😀"), maxLength: 20 })
  .filter((text) => !/^(".*"|'.*')$/.test(text));

describe.each(Object.entries(SHELLS))("%s", (_name, shell) => {
  const run = (declared: Service, env?: NodeJS.ProcessEnv) =>
    runOnce(declared, { target: "builtin", shell, ...(env === undefined ? {} : { env }) });

  it("reads NAME=VALUE lines as they are", (ctx) => {
    stock(ctx, shell[0]);
    const path = join(folder, "env-file");
    fc.assert(
      fc.property(fc.array(value, { minLength: 8, maxLength: 8 }), (values) => {
        writeFileSync(path, values.map((v, i) => `V${i}=${v}\n`).join(""));
        const names = values.map((_, i) => `V${i}`);
        expect(dumped(run(dumping(names, { envFiles: [{ path, optional: false }] })))).toEqual(values);
      }),
      { numRuns: 12 },
    );
  });

  it("skips comments, takes one pair of quotes away, needs no final line break, lets [env] win", (ctx) => {
    stock(ctx, shell[0]);
    const path = join(folder, "env-file");
    writeFileSync(path, "# a comment\n\nA=\"x y\"\nB='it''s'\nC=\"\nD=from file\nE=last");
    const declared = dumping(["A", "B", "C", "D", "E"], {
      envFiles: [{ path, optional: true }],
      env: [["D", "declared"]],
    });
    expect(dumped(run(declared))).toEqual(["x y", "it''s", '"', "declared", "last"]);
  });

  it("does not start with a file it cannot read, or that holds anything else", (ctx) => {
    stock(ctx, shell[0]);
    const path = join(folder, "env-file");
    const declared = (optional: boolean): Service =>
      dumping([], { envFiles: [{ path: `${path}`, optional }] });
    for (const line of ["export A=1", "A", "=x", "1A=x", "A-B=x", "$(touch x)=1", " A=1"]) {
      writeFileSync(path, `OK=1\n${line}\n`);
      const { status, stderr } = run(declared(true));
      expect([line, status, stderr.toString()]).toEqual([line, 111, expect.stringContaining("env-file")]);
    }
    const missing = { path: join(folder, "absent"), optional: false };
    expect(run(dumping([], { envFiles: [missing] })).status).toBeGreaterThan(0);
    expect(run(dumping([], { envFiles: [{ ...missing, optional: true }] })).status).toBe(0);
  });

  it("does not let a file steer tools that still run as root", (ctx) => {
    stock(ctx, shell[0]);
    const path = join(folder, "env-file");
    for (const name of ["PATH", "LD_PRELOAD"]) {
      writeFileSync(path, `${name}=/tmp/x\n`);
      const declared = dumping([], { envFiles: [{ path, optional: false }], identity: { user: "nobody" } });
      expect(run(declared).stderr.toString()).toContain("belong in [env]");
    }
  });

  it("reads a directory as envdir does", (ctx) => {
    stock(ctx, shell[0]);
    const path = join(folder, `env-${shell[0]}`);
    mkdirSync(path);
    const files = {
      A: "first\nsecond\n",
      B: "  kept, cut \t \n",
      C: "\n",
      D: "",
      E: "no line break",
      ".hidden": "x",
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
    const names = ["A", "B", "C", "D", "E", ".hidden"];
    const declared = dumping(names, { envDirs: [{ path, optional: false }] });
    const found = dumped(run(declared, { ...process.env, D: "inherited" }));
    expect(found).toEqual(["first", "  kept, cut", "", "(unset)", "no line break", "(unset)"]);
    const absent = dumping([], { envDirs: [{ path: `${path}-absent`, optional: false }] });
    expect(run(absent).status).toBe(111);
  });

  it("passes on what is named and nothing else", (ctx) => {
    stock(ctx, shell[0]);
    const env = {
      PATH: process.env.PATH,
      TZ: "UTC",
      LC_A: "a",
      LC_B: "multi\nSECRET=x\nline",
      SECRET: "s",
      OTHER: "o",
    };
    const names = ["TZ", "LC_A", "LC_B", "SECRET", "OTHER", "X"];
    const some = dumping(names, { passEnv: ["TZ", "LC_*"], env: [["X", "1"]] });
    expect(dumped(run(some, env))).toEqual(["UTC", "a", env.LC_B, "(unset)", "(unset)", "1"]);
    const none = dumping(names, { clearEnv: true });
    expect(dumped(run(none, env))).toEqual(names.map(() => "(unset)"));
  });

  it("hands secrets over by path or by value, never in the compiled file", (ctx) => {
    stock(ctx, shell[0]);
    const file = join(folder, "secret");
    writeFileSync(file, "hush $HOME\n");
    const secrets = [
      { name: "TOKEN", file, mode: "path" },
      { name: "KEY", file, mode: "env" },
    ] as const;
    expect(dumped(run(dumping(["TOKEN_FILE", "KEY"], { secrets })))).toEqual([file, "hush $HOME"]);
    const lost = [{ name: "KEY", file: `${file}-absent`, mode: "env" }] as const;
    expect(run(dumping([], { secrets: lost })).status).toBe(111);
  });
});
