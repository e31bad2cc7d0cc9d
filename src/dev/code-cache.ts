/** `node dist/dev/code-cache.js`: runs each part of the program a little and leaves beside it what V8 has compiled. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runPart } from "../os/load-part.ts";
import { DiskProjectFiles } from "../os/project-files.ts";
import { firstPlan } from "./first-plan.ts";
import { compileNew, markPart, partPath, writeCacheOf } from "./part-cache.ts";
import { warmMonitor } from "./warm-monitor.ts";

interface Part {
  readonly run: (argv: readonly string[]) => Promise<number>;
}

type Package = typeof import("../index.ts");

const folder = mkdtempSync(join(tmpdir(), "svforge-code-cache-"));
const project = ["--project", folder];
const dirs = ["--scan-dir", folder, "--state-dir", join(folder, "state")];

/** What people type most; it decides which functions are in the cache, nothing else. */
const COMMANDS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  "svforge-host": [
    ["status", "--scan-dir", folder],
    ["explain", "E0101"],
    ["stop", "x", "--scan-dir", folder],
  ],
  "svforge-runtime": [],
  "svforge-project": [
    ["check", ...project],
    ["build", ...project, "-o", join(folder, "out")],
    ["plan", ...project, ...dirs],
  ],
};

const write = { out: process.stdout.write, err: process.stderr.write };
try {
  process.stdout.write = () => true;
  process.stderr.write = () => true;
  writeProject();
  for (const [name, commands] of Object.entries(COMMANDS))
    await writeCache(name, async (part) => {
      for (const argv of commands) await (part as Part).run(argv);
    });
  await writeCache("svforge-package", (part) => planFirst(part as Package));
  await warmMonitor(mkdtempSync(join(folder, "monitor-")));
} finally {
  process.stdout.write = write.out;
  process.stderr.write = write.err;
  rmSync(folder, { recursive: true, force: true });
}

/** With the keys that most declarations have, so that what reads and compiles these is in the cache. */
function writeProject(): void {
  mkdirSync(join(folder, "services"));
  writeFileSync(
    join(folder, "svforge.toml"),
    '[project]\nname = "warm"\n[defaults.log]\ndir = "/log/${name}"\n',
  );
  writeFileSync(
    join(folder, "services/a.toml"),
    'script = "exec a"\nuser = "a"\nready.tcp = "127.0.0.1:80"\n',
  );
  writeFileSync(
    join(folder, "services/b.toml"),
    'description = "b"\ncommand = ["b", "-f"]\ndepends-on = ["a"]\n[env]\nE = "e"\n[limits]\nnofile = 1\n',
  );
}

/** Checks, compiles and plans a first activation with the functions of the package. */
function planFirst(built: Package): void {
  const { project } = built.loadProject(new DiskProjectFiles(folder), { checkAllHosts: true });
  if (project === undefined) throw new Error("the project for the code cache has errors");
  const { image } = built.compile(project, project.target);
  firstPlan(built, image, () => undefined);
}

async function writeCache(name: string, use: (part: unknown) => unknown): Promise<void> {
  markPart(name);
  const script = compileNew(name);
  await use(runPart(script, partPath(name)));
  writeCacheOf(name, script);
}
