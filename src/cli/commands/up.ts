import { join, resolve } from "node:path";
import type { Command } from "commander";
import { execSelf } from "../../os/exec-self.ts";
import { makeTemporaryDirectory } from "../../os/temporary.ts";
import type { Plan } from "../../plan/plan.ts";
import { renderHuman } from "../../plan/render-human.ts";
import { EXIT } from "../../protocol/exit-codes.ts";
import { activateProject } from "../activate-project.ts";
import { type Dirs, resolveDirs } from "../dirs.ts";
import { Exit } from "../exit.ts";
import { type LoadedProject, loadProjectOrExit } from "../load-project.ts";
import { compileOrExit } from "../project-image.ts";
import { addProjectOptions, type ProjectOptions } from "../project-options.ts";
import { isMonitored, noteRunning } from "../running-project.ts";
import { sourceOf } from "../source.ts";
import { paint, wantsColour } from "../terminal.ts";

interface Options extends ProjectOptions {
  readonly scanDir?: string;
  readonly stateDir?: string;
  readonly temporary?: boolean;
}

/** `svforge up`: check, plan, activate, and become the supervisor: same pid, so that it can be PID 1. */
export function define(command: Command): void {
  addProjectOptions(command)
    .description(
      "Check, plan and activate a project, then supervise it in the foreground with prefixed log lines. " +
        "For development and containers: ends with the exit code of the service marked `main`.",
    )
    .option("--temporary", "use a new temporary state and scan directory, removed at the end")
    .option("--scan-dir <dir>", "scan directory (default: the project's, SVDIR, /var/service)")
    .option("--state-dir <dir>", "state directory (default: the project's, /var/lib/svforge)")
    .action(up);
}

async function up(options: Options): Promise<void> {
  const loaded = loadProjectOrExit({ ...options, target: "builtin" }, { onThisHost: true });
  const temporary =
    options.temporary === true ? makeTemporaryDirectory(`svforge-${loaded.project.name}`) : undefined;
  const dirs = dirsFor(options, loaded, temporary);
  if (isMonitored(dirs.scanDir)) {
    const advice = "change it with `svforge apply`, or stop that one first";
    throw new Exit(EXIT.locked, `svforge up: ${dirs.scanDir} is already supervised; ${advice}`);
  }
  const image = compileOrExit(loaded, dirs.stateDir);
  await activateProject({ image, dirs, source: sourceOf(loaded.folder), show: printPlan });
  noteRunning(loaded.folder, dirs);
  printAdvice(loaded, dirs);
  supervise(dirs.scanDir, temporary, loaded.project.catchAll);
}

function dirsFor(options: Options, { project }: LoadedProject, temporary: string | undefined): Dirs {
  if (temporary === undefined) {
    const { scanDir, stateDir } = options;
    return resolveDirs({ scanDir, stateDir }, project);
  }
  if (options.scanDir !== undefined || options.stateDir !== undefined) {
    throw new Exit(EXIT.usage, "svforge up: --temporary chooses the directories itself");
  }
  return { scanDir: join(temporary, "service"), stateDir: join(temporary, "state") };
}

function printPlan(plan: Plan): void {
  const colours = paint(wantsColour(process.stdout));
  process.stdout.write(
    renderHuman(plan, { short: false, full: false, showUnchanged: false, paint: colours }),
  );
}

function printAdvice({ folder, project }: LoadedProject, { scanDir }: Dirs): void {
  const { dim } = paint(wantsColour(process.stdout));
  const first = project.services[0]?.dirName ?? "NAME";
  const lines = [
    "",
    "Supervising in the foreground; Ctrl-C stops everything in order. In another terminal:",
    `  export SVDIR=${scanDir}`,
    `  svforge status; svforge logs -f; svc -t ${first}; svstat ${first}`,
    `  cd ${resolve(folder)}; svforge plan; svforge apply`,
    "",
  ];
  console.log(dim(lines.join("\n")));
}

/** The temporary one writes nothing outside of its directory: the console shows everything. */
function supervise(scanDir: string, temporary: string | undefined, catchAll: string | undefined): never {
  const environment = Object.entries(process.env).map(([name, value]) => `${name}=${value ?? ""}`);
  const removal = temporary === undefined ? [] : [`--remove-at-exit=${temporary}`];
  const log = temporary !== undefined || catchAll === undefined ? [] : [`--log=${catchAll}`];
  return execSelf("svscan.cjs", ["--console", ...removal, ...log, scanDir], environment);
}
