import { describe, expect, it } from "vitest";
import { said, service } from "../../helpers/project.ts";

describe("[dirs]", () => {
  it("puts each purpose in its place, owned by the service", () => {
    const { dirs } = service(
      'command = "a"\nuser = "www"\n[dirs]\nruntime = "x"\nstate = { name = "${name}/db", mode = "0700" }\nconfig = "x"',
    );
    expect(dirs).toEqual([
      { purpose: "runtime", path: "/run/x", owner: "www", mode: 0o755, keep: false },
      { purpose: "state", path: "/var/lib/x/db", owner: "www", mode: 0o700, keep: true },
      { purpose: "config", path: "/etc/x", mode: 0o755, keep: true },
    ]);
  });

  it("takes a path, owner, group and keep", () => {
    const { dirs } = service(
      'command = "a"\n[dirs]\nlogs = { path = "/srv/l", owner = "o", group = 5, keep = false }',
    );
    expect(dirs).toEqual([
      { purpose: "logs", path: "/srv/l", owner: "o", group: "5", mode: 0o755, keep: false },
    ]);
  });

  it.each([
    ['runtime = "../etc"', 'E0105 3:11 "../etc" is not a directory\'s name'],
    ['runtime = "/run/x"', 'E0105 3:11 "/run/x" is not a directory\'s name'],
    ['runtime = { name = "a", path = "/b" }', "E0102 3:1 `dirs.runtime` needs either `name` or `path`"],
    ["runtime = {}", "E0102 3:1 `dirs.runtime` needs either `name` or `path`"],
    ['runtime = { name = "a", mode = "rwx" }', 'E0105 3:32 `mode` is not an octal mode: "rwx"'],
  ])("%s is refused", (line, finding) => {
    expect(said(`command = "a"\n[dirs]\n${line}`)).toEqual([finding]);
  });
});
