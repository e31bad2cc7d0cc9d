import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { said, service } from "../../helpers/project.ts";

describe("environment", () => {
  it("values are verbatim, numbers and booleans as written", () => {
    const { env } = service('command = "a"\n[env]\nZ = "${var.x} $$ $HOME"\nA = 80\nB = true');
    expect(env).toEqual([
      ["A", "80"],
      ["B", "true"],
      ["Z", "${var.x} $$ $HOME"],
    ]);
  });

  it("any string without NUL arrives as it is", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }).filter((s) => !s.includes("\0")),
        (text) => {
          const toml = `command = "a"\n[env]\nX = ${JSON.stringify(text).replaceAll("\u007f", "\\u007f")}`;
          expect(service(toml).env).toEqual([["X", text]]);
        },
      ),
    );
  });

  it("files and directories, with variables", () => {
    const { envFiles, envDirs } = service(
      'command = "a"\nenv-file = ["/etc/${name}", { path = "/b", optional = true }]\nenv-dir = "/c"',
    );
    expect(envFiles).toEqual([
      { path: "/etc/x", optional: false },
      { path: "/b", optional: true },
    ]);
    expect(envDirs).toEqual([{ path: "/c", optional: false }]);
    expect(service('command = "a"\nenv-file = { path = "/b" }').envFiles).toEqual([
      { path: "/b", optional: false },
    ]);
  });

  it("what passes through", () => {
    expect(service('command = "a"').passEnv).toBeUndefined();
    const { passEnv, clearEnv } = service('command = "a"\npass-env = ["TZ", "LC_*"]\nclear-env = true');
    expect([passEnv, clearEnv]).toEqual([["TZ", "LC_*"], true]);
  });

  it("secrets by file; their effective text is the file's name", () => {
    const { secrets, effective } = service(
      'command = "a"\n[secrets]\nPW = { file = "/run/s/pw" }\nK = { file = "/k", mode = "env" }',
    );
    expect(secrets).toEqual([
      { name: "K", file: "/k", mode: "env" },
      { name: "PW", file: "/run/s/pw", mode: "path" },
    ]);
    expect(effective.get("secrets.PW.file")).toBe('"/run/s/pw"');
  });

  it.each([
    ['[env]\n"A B" = "x"', 'E0105 3:1 "A B" is not the name of a variable'],
    ['[env]\n"A=B" = "x"', 'E0105 3:1 "A=B" is not the name of a variable'],
    ['[env]\n1A = "x"', 'E0105 3:1 "1A" is not the name of a variable'],
    ['[env]\nA = "\\u0000"', "E0105 3:5 a NUL character cannot reach a process"],
    ["[env]\nA = 1.5", "E0109 3:5 `A` is a floating-point number"],
    ["[env]\nA = 1979-05-27", "E0109 3:5 `A` is a date or time"],
    ["[env]\nA = []", "E0101 3:5 `A` must be a string, an integer or true or false, found a list"],
    ['env-file = "relative"', 'E0105 2:12 `env-file` is not an absolute path: "relative"'],
    ['[secrets.PW]\nmode = "env"', "E0102 2:10 `file` is missing in [secrets.PW]"],
    ['[secrets.PW]\nfil = "/x"', "E0103 3:1 unknown key `fil` in [secrets.PW]"],
  ])("%j is refused", (toml, finding) => {
    expect(said(`command = "a"\n${toml}`)).toEqual([finding]);
  });
});
