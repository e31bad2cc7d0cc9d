/** Start-up: every command from exec to exit, in turn with bare Node and with the stock tool of the same name. */
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { interleave, type Report, report, type Sample, type Variant } from "./harness.ts";

const DIST = new URL("../", import.meta.url).pathname;
const ROUNDS = 15;

/** Arguments with which a command does its least useful work, and the exit codes that are right then. */
const COMMANDS: readonly {
  name: string;
  program: string;
  args: readonly string[];
  codes: readonly number[];
}[] = [
  { name: "svstat", program: "svstat", args: ["web"], codes: [0] },
  { name: "svok", program: "svok", args: ["web"], codes: [100] },
  { name: "svc", program: "svc", args: ["-u", "web"], codes: [0] },
  { name: "svforge --version", program: "svforge", args: ["--version"], codes: [0] },
  { name: "svforge --help", program: "svforge", args: ["--help"], codes: [0] },
  { name: "svforge status", program: "svforge", args: ["status", "--scan-dir", "."], codes: [0, 1] },
  { name: "svforge check", program: "svforge", args: ["check"], codes: [0] },
  {
    name: "svforge plan",
    program: "svforge",
    args: ["plan", "--scan-dir", "scan", "--state-dir", "state"],
    codes: [0],
  },
];

/** Runs the part. */
export async function run({ rounds = ROUNDS }: { rounds?: number } = {}): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), "svforge-bench-startup-"));
  try {
    prepare(folder);
    const missing: string[] = [];
    const ours = COMMANDS.filter(({ program, args, codes, name }) => {
      const works = codes.includes(
        exitCode([process.execPath, join(DIST, `${program}.cjs`), ...args], folder),
      );
      if (!works) missing.push(name);
      return works;
    });
    const variants: Variant[] = [
      {
        name: "svforge",
        run: () => measure(ours, folder, (c) => [process.execPath, join(DIST, `${c.program}.cjs`)]),
      },
      { name: "node -e 0", run: () => same(ours, () => time([process.execPath, "-e", "0"], folder)) },
    ];
    const stock = ours.filter((c) => c.program !== "svforge" && installed(c.program) !== undefined);
    if (stock.length > 0)
      variants.push({
        name: "daemontools",
        run: () => measure(stock, folder, (c) => [installed(c.program) ?? ""]),
      });
    return report({
      part: "startup",
      title: "Start-up of each command (milliseconds from exec to exit)",
      samples: await interleave(variants, { rounds }),
      notes: [
        "`node -e 0` is the floor of any program on Node.",
        ...(stock.length === 0 ? ["daemontools is not installed here."] : []),
        ...missing.map((name) => `\`${name}\` did not run in this build and was left out.`),
      ],
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Command = (typeof COMMANDS)[number];

function prepare(folder: string): void {
  mkdirSync(join(folder, "web/supervise"), { recursive: true });
  mkdirSync(join(folder, "scan"));
  writeFileSync(join(folder, "web/run"), "#!/bin/sh\nexec sleep 1000\n", { mode: 0o755 });
  writeFileSync(
    join(folder, "svforge.toml"),
    '[project]\nname = "start"\n[service.web]\ncommand = "sleep 1000"\n',
  );
}

function measure(commands: readonly Command[], folder: string, program: (c: Command) => string[]): Sample {
  return Object.fromEntries(commands.map((c) => [c.name, time([...program(c), ...c.args], folder)]));
}

function same(commands: readonly Command[], value: () => number): Sample {
  return Object.fromEntries(commands.map((c) => [c.name, value()]));
}

function time(argv: readonly string[], cwd: string): number {
  const before = performance.now();
  exitCode(argv, cwd);
  return performance.now() - before;
}

function exitCode(argv: readonly string[], cwd: string): number {
  const { status } = spawnSync(argv[0] ?? "", argv.slice(1), { cwd, stdio: "ignore", timeout: 30_000 });
  return status ?? -1;
}

/** Path of a stock tool. */
function installed(name: string): string | undefined {
  return ["/usr/bin", "/usr/sbin", "/bin", "/sbin"]
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path) && isExecutable(path));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
