/**
 * Before the tests: Debian's busybox leaves runit's applets out, so its source package is built with just these. It takes a
 * compiler, make and apt, but no root; where one is missing the reason is said, and busybox's directories are tried in its
 * shell alone.
 */
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isInstalled } from "./installed.ts";

const APPLETS = ["chpst", "runsv", "runsvdir", "setuidgid", "sv", "svlogd", "svok"];
/** What else they would be built with. */
const OPTIONS = ["BUSYBOX", "LONG_OPTS", "SHOW_USAGE", "FEATURE_VERBOSE_USAGE", "FEATURE_RUNSVDIR_LOG"];
const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";

/** Makes `folder` hold a busybox with links of the applets' names, unless it does; the reason when it can't. */
export function buildBusyboxSupervisors(folder: string): string | undefined {
  if (existsSync(join(folder, "runsvdir"))) return undefined;
  const missing = ["apt-get", "make", "cc", "bzip2"].find((program) => !isInstalled(program));
  if (missing !== undefined) return `no ${missing} here`;
  const work = mkdtempSync(join(tmpdir(), "svforge-busybox-"));
  try {
    const source = unpackedSource(work);
    if (source === undefined) return "apt has no source package of busybox";
    configure(source);
    if (!succeeds("make", ["-C", source, "-j2", "busybox"])) return "it does not compile here";
    install(join(source, "busybox"), folder);
    return undefined;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Downloads from where the installed busybox, or the one to install, comes from. */
function unpackedSource(work: string): string | undefined {
  const signed = existsSync(KEYRING) ? `[signed-by=${KEYRING}] ` : "";
  const origins = output("apt-cache", ["policy", "busybox"]).matchAll(
    /^ +\d+ (\S+:\S+) (\S+)\/(\S+) \S+ Packages$/gm,
  );
  const lines = [...origins].map(
    ([, uri, suite, component]) => `deb-src ${signed}${uri} ${suite} ${component}\n`,
  );
  writeFileSync(join(work, "sources.list"), [...new Set(lines)].join(""));
  mkdirSync(join(work, "lists/partial"), { recursive: true });
  const settings = {
    "Dir::Etc::SourceList": join(work, "sources.list"),
    "Dir::Etc::SourceParts": "/dev/null",
    "Dir::State::Lists": join(work, "lists"),
    "APT::Sandbox::User": "root",
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
  succeeds("apt-get", ["-qq", ...options, "update"]);
  succeeds("apt-get", ["-qq", ...options, "--download-only", "source", "busybox"], work);
  const archive = readdirSync(work).find((name) => name.includes(".orig.tar"));
  if (archive === undefined || !succeeds("tar", ["-xf", archive], work)) return undefined;
  const tree = readdirSync(work).find((name) => existsSync(join(work, name, "Makefile")));
  return tree === undefined ? undefined : join(work, tree);
}

/** Nothing but the applets. */
function configure(source: string): void {
  succeeds("make", ["-C", source, "allnoconfig"]);
  const wanted = new Set([...APPLETS.map((name) => name.toUpperCase()), ...OPTIONS]);
  const file = join(source, ".config");
  const chosen = readFileSync(file, "utf8").replace(/^# CONFIG_(\w+) is not set$/gm, (line, name: string) =>
    wanted.has(name) ? `CONFIG_${name}=y` : line,
  );
  writeFileSync(file, chosen);
  spawnSync("make", ["-C", source, "oldconfig"], { input: "\n".repeat(100) });
}

function install(program: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  copyFileSync(program, join(folder, "busybox-runit"));
  for (const applet of APPLETS) symlinkSync("busybox-runit", join(folder, applet));
}

function succeeds(program: string, args: readonly string[], cwd?: string): boolean {
  return spawnSync(program, args, { stdio: "ignore", ...(cwd !== undefined && { cwd }) }).status === 0;
}

function output(program: string, args: readonly string[]): string {
  return spawnSync(program, args, { env: { ...process.env, LC_ALL: "C" } }).stdout.toString();
}
