/** `svforge build` as a program: same bytes everywhere, exact modes, clear refusals. */
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { TARGETS } from "../../src/declare/service.ts";
import { built } from "../helpers/programs.ts";
import { temporaryFolder } from "../helpers/suites.ts";

const keys = new URL("../golden/keys", import.meta.url).pathname;
const seeds = new URL("../../examples/seeds", import.meta.url).pathname;
let folder = "";
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Run {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly umask?: string;
}

function build(args: readonly string[], { env = {}, cwd = folder, umask = "022" }: Run = {}) {
  const script = `umask ${umask} && exec "$@"`;
  const words = ["-c", script, "sh", process.execPath, built("svforge"), "build", ...args];
  const { status, stdout, stderr } = spawnSync("/bin/sh", words, { cwd, env: { ...process.env, ...env } });
  return { status, out: stdout.toString(), err: stderr.toString() };
}

/** Every path with mode and contents. */
function tree(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .map((e) => join(e.parentPath, e.name))
    .sort()
    .map((path) => {
      const stat = statSync(path);
      return `${path.slice(root.length)} ${stat.mode.toString(8)} ${stat.isFile() ? readFileSync(path, "utf8") : ""}`;
    });
}

describe.each(TARGETS)("%s", (target) => {
  it("writes the same bytes in any zone, locale, umask and working directory, and every script parses", () => {
    const projects = [seeds, keys];
    const plain = projects.map((p, i) =>
      build(["--project", p, "--target", target, "-o", join(folder, `a${i}`)]),
    );
    const copy = join(folder, "deep/er");
    mkdirSync(copy, { recursive: true });
    projects.forEach((project, i) => {
      // Written in another order, so that the folder lists it in another order.
      for (const name of readdirSync(project).reverse())
        cpSync(join(project, name), join(copy, `p${i}`, name), { recursive: true });
      const env = {
        TZ: "Pacific/Kiritimati",
        LC_ALL: "tr_TR.UTF-8",
        LANG: "tr_TR.UTF-8",
        HOME: "/nonexistent",
      };
      const { status } = build(["--target", target, "-o", `../../../b${i}`], {
        env,
        cwd: join(copy, `p${i}`),
        umask: "077",
      });
      expect(status).toBe(plain[i]?.status);
      if (status !== 0) return;
      expect(tree(join(folder, `b${i}`))).toEqual(tree(join(folder, `a${i}`)));
      for (const line of tree(join(folder, `a${i}`))) expectToParse(line);
    });
    if (target !== "daemontools") expect(plain.map((p) => p.status)).toEqual([0, 0]);
  });
});

function expectToParse(line: string): void {
  const [, text] = / 1007\d\d (#!\/bin\/sh\n[\s\S]*)/.exec(line) ?? [];
  if (text === undefined) return;
  for (const shell of [["dash"], ["bash", "--posix"], ["busybox", "sh"]] as const) {
    const { stderr } = spawnSync(shell[0], [...shell.slice(1), "-n"], { input: text });
    expect(stderr.toString()).toBe("");
  }
}

it("refuses by key, place and alternative, and writes nothing", () => {
  const { status, err } = build(["--project", keys, "--target", "daemontools", "-o", "out"]);
  expect(status).toBe(3);
  expect(err).toContain("target daemontools cannot express `stop.signal`");
  expect(err).toMatch(/services\/lifecycle\.toml:\d+/);
  expect(err).toContain("target builtin, runit or s6");
  expect(existsSync(join(folder, "out"))).toBe(false);
});

it("builds again over its own output, and never over anything else", () => {
  const args = ["--project", seeds, "--target", "runit", "-o", "out"];
  expect(build(args)).toMatchObject({ status: 0, out: "out: 9 service directories for runit\n" });
  const first = tree(join(folder, "out"));
  expect(build(args).status).toBe(0);
  expect(tree(join(folder, "out"))).toEqual(first);
  writeFileSync(join(folder, "out/notes"), "mine");
  expect(build(args)).toMatchObject({ status: 1, err: expect.stringContaining("notes") });
});
