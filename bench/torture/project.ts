/** A project that is activated again and again, for scenarios that disturb `svforge apply`. */
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ground, program } from "./ground.ts";
import { numberedWriter } from "./lines.ts";
import { check } from "./scenario.ts";

/** A project of three services: one that never changes, one whose definition changes, one whose log policy does. */
export class Project {
  readonly ground: Ground;
  readonly #folder: string;
  readonly state: string;
  readonly notes: string;

  constructor(ground: Ground) {
    this.ground = ground;
    this.#folder = join(ground.folder, "project");
    this.state = join(ground.folder, "state");
    this.notes = join(ground.folder, "notes");
    mkdirSync(this.#folder);
    ground.names.push("steady", "changing", "writer");
  }

  /** Another definition of `changing`, another log policy of `writer`; `extra` is there or is not. */
  declare(version: number, extra = false): void {
    writeFileSync(
      join(this.#folder, "svforge.toml"),
      `[project]
name = "torture"
scan-dir = "${this.ground.scan}"
state-dir = "${this.state}"
[service.steady]
command = "sleep 100000"
log = { to = "none" }
[service.changing]
command = "sleep 100000"
env = { VERSION = "${version}" }
log = { to = "none" }
[service.writer]
script = '''${numberedWriter(this.notes, { pause: "0.02" }).replaceAll("'", "")}'''
log = { dir = "${join(this.ground.logs, "writer")}", timestamp = "none", max-size = "${64 + (version % 7)}K", keep = 100000 }
${extra ? EXTRA : ""}`,
    );
  }

  #argv(): string[] {
    return [program("svforge"), "apply", "--project", this.#folder, "--yes", "--min-uptime", "0ms"];
  }

  /** Runs to the end. Throws what it said unless it exits 0. */
  apply(): void {
    const { code, said } = this.tryApply([]);
    if (code !== 0) throw new Error(`apply ended with ${code}\n${said}`);
  }

  /** Runs to the end, behind the words of `prefix`. */
  tryApply(prefix: readonly string[]): { code: number | null; said: string } {
    const [file = "", ...args] = [...prefix, process.execPath, ...this.#argv()];
    const { status, stdout, stderr } = spawnSync(file, args, {
      cwd: this.ground.folder,
      encoding: "utf8",
      timeout: 60_000,
      env: this.ground.environment,
    });
    return { code: status, said: `${stdout}\n${stderr}` };
  }

  /** Kills it after so many milliseconds. */
  async applyKilled(afterMs: number): Promise<void> {
    const child = spawn(process.execPath, this.#argv(), {
      cwd: this.ground.folder,
      stdio: "ignore",
      env: this.ground.environment,
    });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    setTimeout(() => child.kill("SIGKILL"), afterMs);
    await ended;
  }

  collectGarbage(keep: number): void {
    const argv = [
      program("svforge"),
      "gc",
      "--state-dir",
      this.state,
      "--scan-dir",
      this.ground.scan,
      "--keep",
      String(keep),
    ];
    const { status, stderr } = spawnSync(process.execPath, argv, { encoding: "utf8", timeout: 60_000 });
    if (status !== 0) throw new Error(`gc ended with ${status}: ${stderr}`);
  }

  /** What the process of `changing` was started with. */
  runningVersion(): number {
    const environment = readFileSync(`/proc/${this.ground.pidOf("changing")}/environ`, "latin1");
    return Number(/(?:^|\0)VERSION=(\d+)/.exec(environment)?.[1] ?? -1);
  }

  /** The new definition runs, the others were not touched, nothing runs twice. */
  async settled(version: number, untouched: readonly number[]): Promise<void> {
    await this.ground.until(
      `version ${version} runs`,
      () => this.ground.pidOf("changing") !== 0 && this.runningVersion() === version,
    );
    check(
      this.untouched().join() === untouched.join(),
      `services whose definition did not change kept their process: ${untouched.join()} are ${this.untouched().join()}`,
    );
    for (const name of this.ground.names)
      check(
        this.ground.leadersIn(name).length === 1,
        `one process of ${name}: ${this.ground.describe(name)}`,
      );
  }

  untouched(): number[] {
    return ["steady", "writer"].map((name) => this.ground.pidOf(name));
  }
}

const EXTRA = `[service.extra]
command = "sleep 100000"
log = { to = "none" }
`;

/** A ground with a monitor, on which version 0 of the project is active. */
export async function activeProject(title: string): Promise<Project> {
  const ground = new Ground(title);
  await ground.start();
  const made = new Project(ground);
  made.declare(0);
  made.apply();
  await ground.allUp();
  return made;
}
