/** One supervised directory under any supervisor: the stock ones and ours, driven by the same bytes and watched the same way. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { TestContext } from "vitest";
import { writeControl } from "./control.ts";
import { built, stock } from "./programs.ts";
import { endScan, temporaryFolder } from "./suites.ts";
import { waitFor } from "./wait-for.ts";

export type SupervisorName = "daemontools" | "runit" | "svforge";
export const SUPERVISORS: readonly SupervisorName[] = ["daemontools", "runit", "svforge"];

/** argv of a supervisor, without the directory. */
const COMMANDS: Readonly<Record<SupervisorName, readonly string[]>> = {
  daemontools: ["supervise"],
  runit: ["runsv"],
  svforge: [process.execPath, built("supervise")],
};

/** Skips the test unless the stock supervisors and tools are installed. */
export function needSupervisors(ctx: TestContext): void {
  for (const program of ["supervise", "runsv", "svc", "svok", "svstat", "sv"]) stock(ctx, program);
}

export class Supervised {
  readonly root: string = temporaryFolder();
  readonly path: string = join(this.root, "sv");
  out = "";
  err = "";
  child: ChildProcess | undefined;

  /** Writes files of the directory; scripts become executable. */
  write(files: Readonly<Record<string, string>>): this {
    for (const [file, content] of Object.entries(files)) {
      const path = join(this.path, file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      if (content.startsWith("#!") || content.startsWith("?")) chmodSync(path, 0o755);
    }
    return this;
  }

  /** Starts a supervisor with the directory's name as its argument. */
  start(name: SupervisorName): this {
    const [program = "", ...args] = COMMANDS[name];
    const environment = { PATH: process.env.PATH ?? "" };
    this.child = spawn(program, [...args, "sv"], {
      cwd: this.root,
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.child.stdout?.on("data", (text: Buffer) => {
      this.out += text;
    });
    this.child.stderr?.on("data", (text: Buffer) => {
      this.err += text;
    });
    return this;
  }

  /** svok says it is there. */
  async ready(): Promise<void> {
    await waitFor("the supervisor", () => spawnSync("svok", [this.path]).status === 0);
  }

  /** Letters in one write, as svc does it; also those the stock svc does not know. */
  svc(letters: string): void {
    writeControl(join(this.path, "supervise/control"), letters);
  }

  /** The stock svstat's answer without path, pid and time. */
  svstat(): string {
    const line = execFileSync("svstat", [this.path], { encoding: "utf8" })
      .trim()
      .slice(this.path.length + 2);
    return line.replace(/ \(pid \d+\)/, "").replace(/ -?\d+ seconds/, "");
  }

  async is(state: string): Promise<void> {
    let seen = "";
    await waitFor(state, () => {
      seen = this.svstat();
      return seen === state;
    }).catch(() => {
      throw new Error(`svstat says ${seen}, not ${state}; ${this.err}`);
    });
  }

  /** Bytes 16 and on of the status, in hexadecimal: paused, want and, from runit's on, got TERM and state. */
  flags(): string {
    return readFileSync(join(this.path, "supervise/status")).subarray(16).toString("hex");
  }

  pid(): number {
    return readFileSync(join(this.path, "supervise/status")).readUInt32LE(12);
  }

  /** Lines of a file beside the directory. */
  lines(file: string): string[] {
    const path = join(this.root, file);
    if (!existsSync(path)) return [];
    return readFileSync(path, "utf8")
      .split("\n")
      .filter((line) => line !== "");
  }

  /** Waits until the supervisor has ended; its exit code or signal. */
  async ended(): Promise<number | string> {
    const { child } = this;
    await waitFor("the end of the supervisor", () => child?.exitCode !== null || child.signalCode !== null);
    return child?.exitCode ?? child?.signalCode ?? "";
  }

  cleanUp(): Promise<void> {
    return endScan(this.child, this.root);
  }
}

/** Notes every signal that can be caught and goes on; only KILL ends it. */
export const LISTENER = `#!/bin/sh
for s in HUP INT QUIT USR1 USR2 ALRM TERM CONT WINCH; do trap "echo $s >>../heard" $s; done
echo start >>../heard
while :; do sleep 0.01; done
`;
