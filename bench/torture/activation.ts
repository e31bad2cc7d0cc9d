/** `svforge apply` killed at any moment, and run hundreds of times: what it leaves is always one definition or the other. */
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ground, program } from "./ground.ts";
import { checkLines, numberedWriter } from "./lines.ts";
import { heldBy } from "./processes.ts";
import { check, type Facts, type Order, repeat, type Scenario } from "./scenario.ts";

/** A project of three services: one that never changes, one whose definition changes, one whose log policy does. */
class Project {
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

  declare(version: number): void {
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
`,
    );
  }

  #argv(): string[] {
    return [program("svforge"), "apply", "--project", this.#folder, "--yes", "--min-uptime", "0ms"];
  }

  /** Runs to the end. Throws what it said unless it exits 0. */
  apply(): void {
    const { status, stdout, stderr } = spawnSync(process.execPath, this.#argv(), {
      cwd: this.ground.folder,
      encoding: "utf8",
      timeout: 60_000,
      env: this.ground.environment,
    });
    if (status !== 0) throw new Error(`apply ended with ${status}\n${stdout}\n${stderr}`);
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

async function project(title: string): Promise<Project> {
  const ground = new Ground(title);
  await ground.start();
  const made = new Project(ground);
  made.declare(0);
  made.apply();
  await ground.allUp();
  return made;
}

async function killApply({ chance, ...order }: Order): Promise<Facts> {
  const made = await project("apply");
  try {
    const untouched = made.untouched();
    let version = 0;
    const rounds = await repeat(order, async () => {
      version += 1;
      made.declare(version);
      await made.applyKilled(chance.below(500));
      if (chance.below(2) === 0) made.declare(++version);
      made.apply();
      await made.settled(version, untouched);
    });
    check((await made.ground.stopMonitor()) === 0, "svscan ends with 0");
    const { lines } = checkLines(join(made.ground.logs, "writer"), made.notes);
    return { kills: rounds, lines };
  } finally {
    await made.ground.leave();
  }
}

async function activationsStayFlat({ isLong }: Order): Promise<Facts> {
  const activations = isLong ? 1000 : 8;
  const made = await project("activations");
  try {
    const untouched = made.untouched();
    const pid = made.ground.monitorPid;
    let first = heldBy(pid);
    for (let version = 1; version <= activations; version++) {
      made.declare(version);
      made.apply();
      if (version % 20 === 0) made.collectGarbage(3);
      if (version === Math.min(20, activations - 1)) first = heldBy(pid);
    }
    await made.settled(activations, untouched);
    made.collectGarbage(3);
    const last = heldBy(pid);
    const stored = readdirSync(join(made.state, "store")).length;
    check(stored <= 3 * 4, `${stored} definitions in the store after gc`);
    check(
      last.descriptors <= first.descriptors + 4,
      `descriptors grew from ${first.descriptors} to ${last.descriptors}`,
    );
    check(
      last.memoryKib < first.memoryKib * 1.3 + 16_384,
      `memory grew from ${first.memoryKib} to ${last.memoryKib} KiB`,
    );
    check((await made.ground.stopMonitor()) === 0, "svscan ends with 0");
    const { lines } = checkLines(join(made.ground.logs, "writer"), made.notes);
    return { activations, lines, "memory before KiB": first.memoryKib, "after KiB": last.memoryKib };
  } finally {
    await made.ground.leave();
  }
}

export const activationScenarios: readonly Scenario[] = [
  {
    name: "kill-apply",
    claim:
      "apply killed at any moment: the next one succeeds, the last definition runs, once, and nothing else is touched",
    run: killApply,
  },
  {
    name: "activations-flat",
    claim:
      "a thousand activations leave descriptors, memory and, after gc, the store as they were; no logged line is lost",
    run: activationsStayFlat,
  },
];
