import { describe, expect, it } from "vitest";
import { ownLogOf, plainPath } from "../../src/declare/adopt.ts";
import type { AdoptedFile, Work } from "../../src/declare/service.ts";
import { type Content, findings, load } from "../helpers/project.ts";

const declare = (tree: Record<string, Content>, keys = ""): ReturnType<typeof load> =>
  load({ "services/x.toml": `service-dir = "./sv/x"\n${keys}`, ...tree });

const work = (tree: Record<string, Content>): Work | undefined => declare(tree).project?.services[0]?.work;
const run = { executable: "#!/bin/sh\n" };

describe("a hand-written service directory", () => {
  it("is taken byte for byte, without supervise/", () => {
    const tree = {
      "sv/x/run": run,
      "sv/x/env/A": "1",
      "sv/x/conf": { bytes: new Uint8Array([0, 255]) },
      "sv/x/link": { link: "conf" },
      "sv/x/abs": { link: "/etc/x" },
      "sv/x/supervise/lock": "",
      "sv/x/log/run": run,
      "sv/x/log/supervise/lock": "",
    };
    const { files } = work(tree) as Extract<Work, { kind: "service-dir" }>;
    expect(files.map((f) => [f.path, f.kind])).toEqual([
      ["abs", "symlink"],
      ["conf", "file"],
      ["env", "dir"],
      ["env/A", "file"],
      ["link", "symlink"],
      ["log", "dir"],
      ["log/run", "file"],
      ["run", "file"],
    ]);
    expect(files[1]).toMatchObject({ executable: false, content: new Uint8Array([0, 255]) });
    expect(files[7]).toMatchObject({ executable: true });
  });

  it("gets the file a link out of it names", () => {
    const { files } = work({ "sv/x/run": { link: "../shared/run" }, "sv/shared/run": run }) as Extract<
      Work,
      { kind: "service-dir" }
    >;
    expect(files).toMatchObject([{ path: "run", kind: "file", executable: true }]);
  });

  it.each([
    [{}, "there is no folder `sv/x`"],
    [{ "sv/x/finish": run }, "`sv/x` has no file `run`"],
    [
      { "sv/x/run": { link: "../../../etc/passwd" } },
      "`sv/x` cannot be read: run links to ../../../etc/passwd, which is no file of the project",
    ],
    [{ "sv/x/run": { fails: "permission denied" } }, "`sv/x` cannot be read: permission denied"],
  ])("%#: %s", (tree, message) => {
    expect(findings(declare(tree as Record<string, Content>))).toEqual([
      `E0210 services/x.toml:1:15 ${message}`,
    ]);
  });

  it("keeps its own log/, has no logger with a file log, and the site's otherwise", () => {
    const log = (tree: Record<string, Content>): unknown =>
      declare({ "sv/x/run": run, ...tree }).project?.services[0]?.log?.to.kind;
    expect(log({})).toBe("dir");
    expect(log({ "sv/x/log": "" })).toBe("none");
    expect(log({ "sv/x/log/run": run })).toBeUndefined();
  });

  it("and [log] contradict one another", () => {
    expect(findings(declare({ "sv/x/run": run, "sv/x/log/run": run }, '[log]\ndir = "/l"'))).toEqual([
      "E0213 services/x.toml:2:2 the directory brings its own `log/`",
    ]);
    const withDefaults = {
      "svforge.toml": '[defaults.log]\ndir = "/l"',
      "sv/x/run": run,
      "sv/x/log/run": run,
    };
    expect(findings(declare(withDefaults))).toEqual([]);
  });
});

it("paths stay in the project", () => {
  expect(["a", "./a/../b", "a//b/", "..", "a/../../b", "/a", "", "."].map(plainPath)).toEqual([
    "a",
    "b",
    "a/b",
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

it("what a directory says about logging", () => {
  const file: AdoptedFile = { path: "log", kind: "file", executable: false, content: new Uint8Array() };
  expect([ownLogOf([]), ownLogOf([file]), ownLogOf([{ path: "log", kind: "dir" }])]).toEqual([
    undefined,
    "file",
    "dir",
  ]);
});
