import { describe, expect, it } from "vitest";
import { said, service } from "../../helpers/project.ts";

describe("what runs", () => {
  it.each([
    ['command = ["a", "b c"]', { kind: "command", argv: ["a", "b c"] }],
    ["command = \"a 'b c' d\"", { kind: "command", argv: ["a", "b c", "d"] }],
    ['script = "echo ${HOME}"', { kind: "script", body: "echo ${HOME}" }],
    [
      'type = "oneshot"\nup = "mount -a"\ndown = ["umount", "-a"]',
      { kind: "oneshot", up: ["mount", "-a"], down: ["umount", "-a"] },
    ],
    ['type = "oneshot"\nup = "true"', { kind: "oneshot", up: ["true"] }],
    ['type = "bundle"\ncontents = []', { kind: "bundle", contents: [] }],
  ])("%s", (toml, work) => {
    expect(service(toml).work).toEqual(work);
  });

  it.each([
    ["", "E0201 1:1 `x` has nothing to run"],
    ['command = "a"\nscript = "b"', "E0201 2:1 both `command` and `script` say what to run"],
    ['up = "a"', "E0201 1:1 `up` does not belong in a daemon"],
    ['type = "oneshot"\ncommand = "a"', "E0201 2:1 `command` does not belong in a oneshot"],
    ['command = ""', "E0105 1:11 `command` is empty"],
    ['command = "  "', "E0105 1:11 a command begins with a program"],
    ['command = ["", "a"]', "E0105 1:11 a command begins with a program"],
    ['command = "a | b"', "E0208 1:11 `|` needs a shell, and a command has none"],
    ['command = ["a", "b\\u0000"]', "E0105 1:11 a NUL character cannot reach a process"],
  ])("%j is refused", (toml, finding) => {
    expect(said(toml)).toEqual([finding]);
  });

  it("is not asked for where the file was refused in part", () => {
    expect(said('comand = "a"')).toEqual(["E0103 1:1 unknown key `comand`"]);
  });
});
