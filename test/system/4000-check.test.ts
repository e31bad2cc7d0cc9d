/** `svforge check` as a program: the examples pass, bad input is explained, nothing crashes. */
import { chmodSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { svforge, write } from "../helpers/command-line.ts";
import { temporaryFolder } from "../helpers/suites.ts";

const root = new URL("../..", import.meta.url).pathname;
let folder = "";
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const typo = { "svforge.toml": "", "services/web.toml": 'comand = ["nginx"]\n' };

describe("examples", () => {
  it.each([
    ["quickstart", 3],
    ["vocabulary", 9],
    ["seeds", 9],
  ])("%s passes", (name, services) => {
    const { code, out, err } = svforge(join(root, "examples", name), "check");
    expect([code, out, err]).toEqual([0, `${name}: ${services} services, nothing to report\n`, ""]);
  });
});

describe("a typing mistake", () => {
  it("shows file, line, column, the line with a caret, and the right word", () => {
    write(folder, typo);
    const { code, out, err } = svforge(folder, "check");
    expect([code, err]).toEqual([3, ""]);
    expect(out).toBe(`error[E0103]: unknown key \`comand\`
 --> services/web.toml:1:1
  |
1 | comand = ["nginx"]
  | ^^^^^^
  = help: did you mean \`command\`?

1 error in 1 file
`);
  });

  it("is found from a folder below, and from elsewhere", () => {
    write(folder, { ...typo, "services/below/x": "" });
    expect(svforge(join(folder, "services/below"), "check").out).toContain("--> ../web.toml:1:1");
    expect(svforge("/", "check", "--project", folder).out).toContain(
      join(folder, "services/web.toml:1:1").slice(1),
    );
    expect(svforge("/", "check", "--project", join(folder, "svforge.toml")).code).toBe(3);
  });

  it("is data for programs", () => {
    write(folder, typo);
    const { code, out } = svforge(folder, "check", "--format", "json");
    const schema = JSON.parse(readFileSync(join(root, "schema/diagnostics.schema.json"), "utf8")) as object;
    expect(code).toBe(3);
    expect(new Ajv2020().validate(schema, JSON.parse(out))).toBe(true);
    expect(JSON.parse(out)).toMatchObject({ ok: false, diagnostics: [{ code: "E0103" }] });
  });

  it("is an annotation for a pull request", () => {
    write(folder, typo);
    expect(svforge(folder, "check", "--format", "github").out).toBe(
      "::error file=services/web.toml,line=1,col=1,endColumn=6,title=E0103::unknown key `comand`%0Ahelp: did you mean `command`?\n",
    );
  });

  it("stops every other command with the same words", () => {
    write(folder, typo);
    for (const command of [["graph"], ["explain", "web"], ["build", "-o", join(folder, "out")]]) {
      const { code, out, err } = svforge(folder, ...command);
      expect([code, out]).toEqual([3, ""]);
      expect(err).toContain("did you mean `command`?");
    }
  });
});

const c = 'command = "x"\n';

describe("bad input", () => {
  it.each<[string, Record<string, string | Uint8Array>, string]>([
    ["no project", {}, "there is no svforge.toml"],
    ["wrong type", { "svforge.toml": "", "services/a.toml": `${c}nice = "5"` }, "`nice` must be an integer"],
    [
      "missing dependency",
      { "svforge.toml": "", "services/a.toml": `${c}depends-on = ["b"]` },
      "no service `b` is declared",
    ],
    [
      "cycle",
      { "svforge.toml": `[service.a]\n${c}after = ["b"]\n[service.b]\n${c}after = ["a"]` },
      "a -> b -> a",
    ],
    ["not UTF-8", { "svforge.toml": Buffer.from([0xff]) }, "not UTF-8"],
    ["UTF-16", { "svforge.toml": Buffer.from("\ufeff[project]", "utf16le") }, "not UTF-8"],
    ["a binary", { "svforge.toml": Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2]) }, "NUL"],
    ["huge", { "svforge.toml": "#".repeat(2 ** 21) }, "larger than 1 MiB"],
    ["deep", { "svforge.toml": `a = ${"[".repeat(100_000)}` }, "levels deep"],
    [
      "built-ins",
      { "svforge.toml": "[constructor]\nx = 1\n[__proto__]\ny = 1" },
      "unknown key `constructor`",
    ],
    ["controls", { "svforge.toml": '"\\u001b[31m" = 1' }, "<U+001B>"],
  ])("%s", (_, files, message) => {
    write(folder, files);
    const { code, out, err } = svforge(folder, "check");
    expect(code).toBe(3);
    expect(out + err).toContain(message);
    expect(out + err).not.toMatch(/\n\s+at |\u001b/);
  });

  it("a file that may not be read, and a link out of the project", (ctx) => {
    write(folder, { "p/svforge.toml": "", "p/services/a.toml": c, secret: "password = 1" });
    symlinkSync("../../secret", join(folder, "p/services/b.toml"));
    const { out } = svforge(join(folder, "p"), "check");
    expect(out).toContain("cannot read `services/b.toml`: it lies outside the project folder");
    expect(out).not.toContain("password");
    if (process.getuid?.() === 0) return;
    chmodSync(join(folder, "p/services/a.toml"), 0);
    expect(svforge(join(folder, "p"), "check").out, ctx.task.name).toContain(
      "cannot read `services/a.toml`: access denied",
    );
  });

  it("a folder that is none", () => {
    const { code, err } = svforge(folder, "check", "--project", join(folder, "nothing"));
    expect([code, err]).toEqual([
      3,
      `svforge: cannot open the project folder ${join(folder, "nothing")}: file does not exist\n`,
    ]);
  });

  it("a wrong option is a usage error", () => {
    write(folder, typo);
    expect(svforge(folder, "check", "--format", "xml").code).toBe(64);
    expect(svforge(folder, "check", "--target", "systemd").code).toBe(64);
  });
});

describe("options", () => {
  it("--set, --host and --target", () => {
    write(folder, {
      "svforge.toml": '[service.a]\ncommand = "x ${host}"\n[host.h1.service.a]\nnice = 99',
    });
    expect(svforge(folder, "check").out).toContain("E0106");
    expect(svforge(folder, "check", "--set", "a.nice=1").out).toContain("has no value here");
    write(folder, { "svforge.toml": '[service.a]\ncommand = "x ${host}"\n[host.h1.service.a]\nnice = 9' });
    expect(svforge(folder, "check").code).toBe(3);
    expect(svforge(folder, "check", "--host=h1", "--target=s6").code).toBe(0);
  });

  it("--host asks this machine for accounts and files", () => {
    write(folder, { "svforge.toml": '[service.a]\ncommand = "/no/such/program"\nuser = "no-such-user"' });
    const { code, out } = svforge(folder, "check", "--host");
    expect(code).toBe(3);
    expect(out).toContain(`there is no user \`no-such-user\` on ${hostname()}`);
    expect(out).toContain("warning[W0402]");
    expect(svforge(folder, "check").code).toBe(0);
  });
});
