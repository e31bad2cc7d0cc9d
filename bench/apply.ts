/**
 * Hosts with ten and with a thousand live, logged services, and one where ten thousand are laid out and none runs: how
 * long a plan takes, an apply with nothing to do, and an apply that changes one service. The apply with nothing to do is
 * also checked: no file of the scan or state directory may have another inode or time afterwards, no process another pid.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { interleave, measureSections, type Report, report } from "./harness.ts";

const SVFORGE = new URL("../svforge.cjs", import.meta.url).pathname;
const SVSCAN = new URL("../svscan.cjs", import.meta.url).pathname;

interface Size {
  readonly name: string;
  readonly services: number;
  readonly live: boolean;
}

const SIZES: readonly Size[] = [
  { name: "10", services: 10, live: true },
  { name: "1000", services: 1000, live: true },
  { name: "10000", services: 10_000, live: false },
];

interface Host {
  readonly folder: string;
  readonly services: number;
  /** Undefined: nothing supervises it. */
  readonly monitor: ChildProcess | undefined;
}

/** Runs the part, or with `only` one of its tables: `10`, `1000`, `10000`. */
export function run({
  rounds = 5,
  only,
}: {
  rounds?: number;
  only?: string;
} = {}): Promise<readonly Report[]> {
  return measureSections(SIZES, only, (size) => measure(size, rounds));
}

async function measure(size: Size, rounds: number): Promise<Report> {
  const folder = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "svforge-bench-apply-"));
  const host = await bringUp(folder, size);
  try {
    let value = 0;
    const samples = await interleave(
      [
        {
          name: "svforge",
          run: () => {
            const plan = measured(host, ["plan"]);
            const before = traces(host);
            const nothing = measured(host, ["apply", "--yes"]);
            if (traces(host) !== before) throw new Error("an apply with nothing to do has touched something");
            declare(folder, 0, String(++value));
            const change = measured(host, ["apply", "--yes", "--min-uptime", "0ms"]);
            return { "plan ms": plan, "apply, nothing to do ms": nothing, "apply, one change ms": change };
          },
        },
      ],
      { rounds },
    );
    return report({
      part: "apply",
      title: `${size.services} services, ${size.live ? "all live" : "none running"}: plan and apply`,
      samples,
      notes: [
        "Each figure is a whole process: load and compile the project, read every definition and every process, compare.",
        "After the apply with nothing to do: same inode and time of every file, same pid of every process.",
        ...(size.live
          ? [
              "The change is a restart, with the second that any supervisor of this family leaves between two starts.",
            ]
          : []),
      ],
    });
  } finally {
    await takeDown(host);
  }
}

async function bringUp(folder: string, { services, live }: Size): Promise<Host> {
  mkdirSync(join(folder, "project/services"), { recursive: true });
  mkdirSync(join(folder, "scan"));
  writeFileSync(
    join(folder, "project/svforge.toml"),
    `[project]\nname = "bench"\n\n[defaults.log]\ndir = "${folder}/log/\${name}"\n`,
  );
  for (let i = 0; i < services; i++) declare(folder, i, "0");
  const stdio = ["ignore", "ignore", "inherit"] as const;
  const monitor = live
    ? spawn(process.execPath, [SVSCAN, join(folder, "scan")], { stdio: [...stdio] })
    : undefined;
  const host = { folder, services, monitor };
  measured(host, ["apply", "--yes", "--min-uptime", "0ms"]);
  const up = (): number => pids(host).filter((pid) => pid !== "").length;
  for (let waited = 0; live && up() < services && waited < 600; waited++)
    await new Promise((r) => setTimeout(r, 100));
  if (live && up() < services) throw new Error(`${up()} of ${services} services are up`);
  return host;
}

async function takeDown({ folder, monitor }: Host): Promise<void> {
  monitor?.kill("SIGTERM");
  if (monitor !== undefined) await new Promise((resolve) => monitor.on("exit", resolve));
  rmSync(folder, { recursive: true, force: true });
}

function declare(folder: string, i: number, value: string): void {
  const text = `description = "service ${i}"\ncommand = ["/bin/sleep", "100000"]\n\n[env]\nVALUE = "${value}"\n`;
  writeFileSync(join(folder, "project/services", `${nameOf(i)}.toml`), text);
}

const nameOf = (i: number): string => `s${String(i).padStart(4, "0")}`;

/** Milliseconds of one command. A failure is a failure of the benchmark. */
function measured({ folder }: Host, [command = "", ...args]: readonly string[]): number {
  const dirs = ["--scan-dir", join(folder, "scan"), "--state-dir", join(folder, "state")];
  const argv = [SVFORGE, command, "--project", join(folder, "project"), ...dirs, ...args];
  const begin = performance.now();
  const done = spawnSync(process.execPath, argv, { stdio: ["ignore", "ignore", "pipe"], maxBuffer: 1 << 28 });
  if (done.status !== 0)
    throw new Error(`${argv.join(" ")}: exit ${done.status}\n${done.stderr.toString().slice(-2000)}`);
  return performance.now() - begin;
}

/** Every inode and time below scan and state directory, and every pid, in one text. */
function traces(host: Host): string {
  const found: string[] = [];
  const visit = (path: string): void => {
    const stat = lstatSync(path, { bigint: true });
    found.push(`${path} ${stat.ino} ${stat.mtimeNs}`);
    if (stat.isDirectory()) for (const name of readdirSync(path)) visit(join(path, name));
  };
  visit(join(host.folder, "scan"));
  visit(join(host.folder, "state"));
  return [...found, ...pids(host)].join("\n");
}

function pids({ folder, services }: Host): string[] {
  return Array.from({ length: services }, (_, i) => {
    const path = join(folder, "scan", nameOf(i), "supervise/pid");
    return existsSync(path) ? readFileSync(path, "utf8").trim() : "";
  });
}
