import { describe, expect, it } from "vitest";
import { clearLines, environmentWords, exportLines, isExportable } from "../../src/compile/environment.ts";
import { service } from "../helpers/service.ts";

it.each([
  ["PORT", true],
  ["_x1", true],
  ["LANG", true],
  ["PATH", false],
  ["LD_PRELOAD", false],
  ["IFS", false],
  ["UID", false],
  ["BASH_ENV", false],
  ["1A", false],
  ["a.b", false],
  ["", false],
])("%s can be exported: %s", (name, answer) => {
  expect(isExportable(name)).toBe(answer);
});

describe("what is declared", () => {
  it("is exported, or handed to the command by env when a shell would trip over it", () => {
    const declared = service({
      env: [
        ["A", "it's"],
        ["PATH", "/opt/bin:/bin"],
        ["a.b", "x y"],
      ],
    });
    expect(exportLines(declared)).toEqual(["export A='it'\\''s'"]);
    expect(environmentWords(declared)).toEqual(["env", "PATH=/opt/bin:/bin", "'a.b=x y'"]);
  });

  it("reads secrets only at start", () => {
    const file = "/etc/keys/db key";
    const secrets = [
      { name: "A", file, mode: "path" },
      { name: "B", file, mode: "env" },
    ] as const;
    expect(exportLines(service({ secrets }))).toEqual([
      "export A_FILE='/etc/keys/db key'",
      "B=$(cat '/etc/keys/db key') || exit 111",
      "export B",
    ]);
  });

  it("comes after what is read from files", () => {
    const lines = exportLines(
      service({
        env: [["A", "1"]],
        envFiles: [{ path: "/f", optional: true }],
        envDirs: [{ path: "/d", optional: false }],
      }),
    );
    const interesting = lines.filter((line) => /^(env_|\[|export)/.test(line));
    expect(interesting).toEqual([
      "env_dir() {",
      "env_dir /d",
      "env_file() {",
      "[ ! -e /f ] || env_file /f",
      "export A=1",
    ]);
  });
});

describe("clearing", () => {
  it("is not mentioned unless asked for", () => {
    expect(clearLines(service())).toEqual([]);
  });

  it("keeps PATH, the named variables, and the socket a notifying service needs", () => {
    const ready = { probe: { kind: "notify" }, intervalMs: 1000, timeoutMs: 1000 } as const;
    const [, line] = clearLines(service({ passEnv: ["LC_*", "*_PROXY", "odd name"], ready }));
    expect(line).toContain("case $_name in PATH | LC_* | *_PROXY | 'odd name' | NOTIFY_SOCKET |");
  });
});
