/**
 * Checking, building and planning projects of 10, 1,000 and 10,000 services, each with a logger and a dependency, as
 * whole processes. Beside them, in turn: s6-rc-compile on the same set where it is installed, and `cp -r` of the built
 * directories, the least that any program has to do to write them.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { interleave, type Report, report, type Sample, type Variant } from "./harness.ts";

const PROGRAM = new URL("../svforge.cjs", import.meta.url).pathname;
const ALL_AT_ONCE = new URL("compile/all-at-once.js", import.meta.url).pathname;
const SIZES: readonly { readonly services: number; readonly rounds: number }[] = [
  { services: 10, rounds: 7 },
  { services: 1000, rounds: 5 },
  { services: 10_000, rounds: 2 },
];

/** Runs the part: one report for each size. */
export async function run({ rounds }: { rounds?: number } = {}): Promise<readonly Report[]> {
  const reports: Report[] = [];
  for (const size of SIZES) reports.push(await measureSize(size.services, rounds ?? size.rounds));
  return reports;
}

/** In memory where the system has such a file system: the programs are measured, not the disk. */
function workFolder(): string {
  return mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "svforge-bench-compile-"));
}

async function measureSize(services: number, rounds: number): Promise<Report> {
  const folder = workFolder();
  try {
    writeProject(join(folder, "project"), services);
    const variants: Variant[] = [{ name: "svforge", run: () => ours(folder) }];
    const peer = await s6rcVariant(folder, services);
    if (typeof peer !== "string") variants.push(peer);
    variants.push({ name: "cp -r", run: () => copy(folder) });
    return report({
      part: "compile",
      title: `${services.toLocaleString("en-US")} services: check, build, plan (milliseconds, peak MiB)`,
      samples: await interleave(variants, { rounds, warmUp: services <= 1000 }),
      notes: [
        "Each figure is a whole process; `all three` is their sum. Each service has a logger and a dependency.",
        "`build` and `plan` read, check and compile the project too, so `plan` alone is check, compile and plan.",
        "`one process`: check, build to disk and plan with the package's functions, as a program does that uses them.",
        typeof peer === "string"
          ? peer
          : "s6-rc-compile checks and writes a database and a directory for each service and logger; it plans nothing.",
        "`cp -r` copies the built directories: the floor of writing them.",
      ],
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function ours(folder: string): Promise<Sample> {
  const out = join(folder, "out");
  rmSync(out, { recursive: true, force: true });
  const project = ["--project", join(folder, "project")];
  const check = await measured([process.execPath, PROGRAM, "check", ...project]);
  const build = await measured([process.execPath, PROGRAM, "build", "-o", out, ...project]);
  const dirs = ["--scan-dir", join(folder, "scan"), "--state-dir", join(folder, "state")];
  const plan = await measured([process.execPath, PROGRAM, "plan", ...dirs, ...project]);
  rmSync(out, { recursive: true, force: true });
  const once = await measured([process.execPath, ALL_AT_ONCE, join(folder, "project"), out]);
  return {
    check: check.ms,
    build: build.ms,
    plan: plan.ms,
    "all three": check.ms + build.ms + plan.ms,
    "one process": once.ms,
    "peak MiB": Math.max(check.mib, build.mib, plan.mib),
    "one process, peak MiB": once.mib,
  };
}

/** s6-rc-compile on the same set, tried once; or why it is left out. */
async function s6rcVariant(folder: string, services: number): Promise<Variant | string> {
  if (spawnSync("s6-rc-compile", ["-h"]).error !== undefined) return "s6-rc-compile is not installed here.";
  const sources = join(folder, "s6-rc");
  writeS6rcSources(sources, services);
  const run = (): Promise<Sample> => s6rc(folder, sources);
  try {
    await run();
    return { name: "s6-rc-compile", run };
  } catch {
    return "s6-rc-compile dies of this many services, whose dependencies it keeps on the stack, and has no column.";
  }
}

async function s6rc(folder: string, sources: string): Promise<Sample> {
  const out = join(folder, "compiled");
  rmSync(out, { recursive: true, force: true });
  const { ms, mib } = await measured(["s6-rc-compile", out, sources]);
  // Of few services it is gone before anybody looks.
  return { "one process": ms, ...(mib > 0 && { "one process, peak MiB": mib }) };
}

async function copy(folder: string): Promise<Sample> {
  const out = join(folder, "copy");
  rmSync(out, { recursive: true, force: true });
  return { build: (await measured(["cp", "-r", join(folder, "out"), out])).ms };
}

interface Measured {
  readonly ms: number;
  readonly mib: number;
}

/** Runs a program to its end. A failure is a failure of the benchmark. */
function measured([program = "", ...args]: readonly string[]): Promise<Measured> {
  const begin = performance.now();
  const child = spawn(program, args, { stdio: ["ignore", "ignore", "pipe"] });
  const peak = watchMemory(child);
  let errors = "";
  child.stderr.on("data", (data) => {
    errors += data;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      const mib = peak();
      if (code === 0) resolve({ ms: performance.now() - begin, mib });
      else reject(new Error(`${program} ${args.join(" ")}: exit ${code}\n${errors.slice(0, 2000)}`));
    });
  });
}

/** The kernel's own high-water mark, read until the process is gone; call the result to stop. */
function watchMemory({ pid }: ChildProcess): () => number {
  let kib = 0;
  const timer = setInterval(() => {
    const [, text = "0"] = /VmHWM:\s+(\d+)/.exec(textOrNone(`/proc/${pid}/status`)) ?? [];
    kib = Math.max(kib, Number(text));
  }, 5);
  return () => {
    clearInterval(timer);
    return kib / 1024;
  };
}

function textOrNone(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

const nameOf = (i: number): string => `s${String(i).padStart(5, "0")}`;
/** Chains of a hundred, so that the graph is deep and wide. */
const needOf = (i: number): string | undefined => (i % 100 === 0 ? undefined : nameOf(i - 1));

function writeProject(folder: string, services: number): void {
  mkdirSync(join(folder, "services"), { recursive: true });
  const head = '[project]\nname = "bench"\n\n[defaults.log]\ndir = "/var/log/sv/${name}"\n';
  writeFileSync(join(folder, "svforge.toml"), head);
  for (let i = 0; i < services; i++) {
    const need = needOf(i);
    const text = [
      `description = "service ${i}"`,
      `command = ["/usr/bin/app", "--number", "${i}"]`,
      ...(need === undefined ? [] : [`depends-on = ["${need}"]`]),
      `\n[env]\nPORT = "${1024 + i}"\n\n[limits]\nnofile = 1024\n`,
    ];
    writeFileSync(join(folder, "services", `${nameOf(i)}.toml`), text.join("\n"));
  }
}

/** What `svforge build --target s6` makes, in s6-rc's source format. */
function writeS6rcSources(folder: string, services: number): void {
  for (let i = 0; i < services; i++) {
    const [name, log] = [nameOf(i), `${nameOf(i)}-log`];
    const need = needOf(i);
    writeFiles(join(folder, name), {
      type: "longrun\n",
      run: `#!/bin/sh\nexec 2>&1\nexport PORT=${1024 + i}\nexec prlimit --nofile=1024 /usr/bin/app --number ${i}\n`,
      "producer-for": `${log}\n`,
      ...(need === undefined ? {} : { [`dependencies.d/${need}`]: "" }),
    });
    writeFiles(join(folder, log), {
      type: "longrun\n",
      run: `#!/bin/sh\nexec s6-log n10 s1048576 t /var/log/sv/${name}\n`,
      "consumer-for": `${name}\n`,
    });
  }
}

function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, text);
  }
}
