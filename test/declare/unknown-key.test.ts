import { describe, expect, it } from "vitest";
import { unknownKey } from "../../src/declare/unknown-key.ts";

const service = (key: string, ...path: readonly string[]): string | undefined =>
  unknownKey(key, { of: "service", path }, "").help;

describe("an unknown key", () => {
  it.each([
    ["comand", [], "did you mean `command`?"],
    ["depends_on", [], "here it is written `depends-on`"],
    ["WorkingDir", [], "here it is written `working-dir`"],
    ["ExecStart", [], "here it is `command`"],
    ["WorkingDirectory", [], "here it is `working-dir`"],
    ["autorestart", [], "here it is [restart] `policy`"],
    ["stop_grace_period", [], "here it is [stop] `timeout`"],
    ["notification-fd", [], "here it is [ready] `fd`"],
    ["nofile", [], "`nofile` belongs into [limits]"],
    ["timeout", [], "`timeout` belongs into [ready], [health], [stop]"],
    ["command", ["limits"], "`command` belongs to the top of the service, before its first [table]"],
    ["RLIMIT_NOFILE", ["limits"], "here it is written `nofile`"],
    ["nofiles", ["limits"], "did you mean `nofile`?"],
    ["schedule", [], "remove it: nothing would happen today"],
    ["xyzzy", [], "variables for the process go into [env], variables for this file into [vars]"],
    ["xyzzy", ["control"], "there are user, group, status"],
    ["xyzzy", ["depends-on", "db"], "there are condition, restart"],
  ])("%s in %j", (key, path, help) => {
    expect(service(key, ...path)).toBe(help);
  });

  it("of the project file", () => {
    const project = (key: string, ...path: readonly string[]): string | undefined =>
      unknownKey(key, { of: "project", path }, "").help;
    expect(project("services")).toBe("did you mean `service`?");
    expect(project("command")).toContain("[service.NAME]");
    expect(project("log")).toContain("[defaults]");
    expect(project("targt", "project")).toBe("did you mean `target`?");
    expect(project("variables")).toBe(
      "in a service it is the table [vars]; what services share stands in [defaults]",
    );
    expect(project("xyzzy")).toBe("there are project, defaults, service, host");
  });

  it("has a code that tells which kind it is", () => {
    const codes = ["comand", "ExecStart", "cgroup"].map(
      (key) => unknownKey(key, { of: "service", path: [] }, "").code,
    );
    expect(codes).toEqual(["E0103", "E0107", "E0108"]);
  });
});
