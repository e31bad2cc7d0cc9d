/** `svforge explain`, `graph` and `init` as programs. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CODES } from "../../src/diagnostics/codes.ts";
import { svforge, write } from "../helpers/command-line.ts";
import { temporaryFolder } from "../helpers/suites.ts";

const root = new URL("../..", import.meta.url).pathname;
const vocabulary = join(root, "examples/vocabulary");
let folder = "";
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const isValid = (schema: string, text: string): boolean =>
  new Ajv2020({ allowUnionTypes: true }).validate(
    JSON.parse(readFileSync(join(root, "schema", schema), "utf8")) as object,
    JSON.parse(text),
  );

describe("explain", () => {
  it("names the file and line of every value, the environment, and the state", () => {
    const { code, out } = svforge(vocabulary, "explain", "postgres", "--scan-dir", folder);
    expect(code).toBe(0);
    expect(out).toMatch(/^limits\.nofile +4096:8192 +services\/postgres\.toml:16$/m);
    expect(out).toMatch(/^log\.compress +"none" +default$/m);
    expect(out).toContain("PG_OOM_ADJUST_VALUE=0");
    expect(out).toContain(`not supervised (${join(folder, "postgres")})`);
  });

  it("knows instances by both names, layers by their file", () => {
    const args = ["--set", "vserver-logrelay@samba.log.keep=7", "--scan-dir", folder];
    const { out } = svforge(vocabulary, "explain", "vserver-logrelay-samba", ...args);
    expect(out).toMatch(/^log\.keep +7 +--set vserver-logrelay@samba\.log\.keep=7:1$/m);
  });

  it("is data with --json", () => {
    const { out } = svforge(vocabulary, "explain", "nginx", "--json", "--scan-dir", folder);
    expect(isValid("explain.schema.json", out)).toBe(true);
    expect(JSON.parse(out)).toMatchObject({ name: "nginx", neededBy: [] });
  });

  it("suggests a name", () => {
    const { code, err } = svforge(vocabulary, "explain", "ngnix");
    expect([code, err]).toEqual([1, "svforge explain: no service ngnix is declared; did you mean nginx?\n"]);
  });

  it("explains every code, anywhere", () => {
    for (const code of ["e0103", ...Object.keys(CODES).slice(0, 3)]) {
      const { code: exit, out } = svforge(folder, "explain", code);
      expect([exit, out.startsWith(`${code.toUpperCase()}: `)]).toEqual([0, true]);
    }
    expect(svforge(folder, "explain", "E9999").code).toBe(1);
  });
});

describe("graph", () => {
  it("draws a tree, or what other programs draw", () => {
    expect(svforge(vocabulary, "graph", "nginx").out).toBe("nginx\n├─ php-fpm\n└─ socklog (wants)\n");
    expect(svforge(vocabulary, "graph", "--format", "dot").out).toMatch(
      /^digraph svforge \{.*"nginx" -> "php-fpm";/s,
    );
    expect(svforge(vocabulary, "graph", "--format", "mermaid").out).toMatch(/^flowchart LR\n/);
  });

  it("is data with --json", () => {
    expect(isValid("graph.schema.json", svforge(vocabulary, "graph", "--json").out)).toBe(true);
  });

  it("knows only declared services", () => {
    expect(svforge(vocabulary, "graph", "nothing").code).toBe(1);
  });
});

describe("init", () => {
  it("makes a project that passes check, with schemas for editors", () => {
    const { code, out } = svforge(folder, "init", "my app");
    expect(code).toBe(0);
    expect(out).toContain("svforge check --project");
    expect(svforge(join(folder, "my app"), "check").out).toBe("my-app: 2 services, nothing to report\n");
    const first = readFileSync(join(folder, "my app/services/clock.toml"), "utf8").split("\n", 1)[0] ?? "";
    expect(existsSync(join(folder, "my app/services", first.replace("#:schema ", "")))).toBe(true);
  });

  it("overwrites nothing", () => {
    write(folder, { "services/clock.toml": "mine" });
    const { code, err } = svforge(folder, "init");
    expect(code).toBe(1);
    expect(err).toContain("services/clock.toml exists already; nothing was written");
    expect([
      readFileSync(join(folder, "services/clock.toml"), "utf8"),
      existsSync(join(folder, "svforge.toml")),
    ]).toEqual(["mine", false]);
  });
});
