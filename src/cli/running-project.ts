/**
 * Where `svforge up` of a project runs: a note in the project folder, so that `plan`, `apply`, `status` and `logs` in
 * that folder mean the running one without being told its directories.
 */
import { dirname, join, resolve } from "node:path";
import { PROJECT_FILE } from "../declare/project-files.ts";
import { probeFifo } from "../os/fifo-client.ts";
import { makeDirectory, readTextIfPresent, replaceFile } from "../os/files.ts";
import { SCAN_FILES, SCAN_FOLDER } from "../protocol/names.ts";

export interface RunningProject {
  readonly scanDir: string;
  readonly stateDir: string;
}

const NOTE_FOLDER = ".svforge";
const NOTE = "up.json";

/** Nearest folder at or above `from` that holds a project. */
export function findProject(from: string): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (readTextIfPresent(join(folder, PROJECT_FILE)) !== undefined) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

/** Leaves the note. A project folder that cannot be written simply has none. */
export function noteRunning(project: string, running: RunningProject): void {
  try {
    makeDirectory(join(project, NOTE_FOLDER), 0o755);
    replaceFile(join(project, NOTE_FOLDER, NOTE), `${JSON.stringify(running)}\n`);
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
  }
}

/** The `up` that runs for the project at or above `from`; undefined when none does. */
export function runningProject(from: string): RunningProject | undefined {
  const project = findProject(from);
  const text = project === undefined ? undefined : readTextIfPresent(join(project, NOTE_FOLDER, NOTE));
  const note = text === undefined ? undefined : parse(text);
  return note !== undefined && isMonitored(note.scanDir) ? note : undefined;
}

/** Whether a svforge monitor serves this scan directory now. */
export function isMonitored(scanDir: string): boolean {
  return probeFifo(join(scanDir, SCAN_FOLDER, SCAN_FILES.control)) === "read";
}

function parse(text: string): RunningProject | undefined {
  try {
    const { scanDir, stateDir } = JSON.parse(text) as Partial<RunningProject>;
    return typeof scanDir === "string" && typeof stateDir === "string" ? { scanDir, stateDir } : undefined;
  } catch {
    return undefined;
  }
}
