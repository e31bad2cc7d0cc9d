/**
 * Before the tests: installs the stock suites that tests compare with, from Debian's packages, when run as root.
 * Otherwise says which tests will be left out. Never fails the run: the tests themselves report what is missing.
 * busybox's supervisors are built from source, as Debian's binary lacks them.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { buildBusyboxSupervisors } from "./busybox-supervisors.ts";
import { isInstalled } from "./installed.ts";

const PEERS: readonly { readonly program: string; readonly debianPackage: string; readonly tests: string }[] =
  [
    { program: "supervise", debianPackage: "daemontools", tests: "daemontools" },
    { program: "runsvdir", debianPackage: "runit", tests: "runit" },
    { program: "s6-svscan", debianPackage: "s6", tests: "s6" },
    { program: "execlineb", debianPackage: "execline", tests: "s6" },
    { program: "busybox", debianPackage: "busybox", tests: "busybox" },
    { program: "bash", debianPackage: "bash", tests: "bash quoting" },
    { program: "prlimit", debianPackage: "util-linux", tests: "limits" },
    { program: "strace", debianPackage: "strace", tests: "faults" },
    { program: "perl", debianPackage: "perl-base", tests: "sockets of other users" },
    { program: "git", debianPackage: "git", tests: "plans against revisions" },
  ];

function aptGet(args: readonly string[]): boolean {
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const result = spawnSync("apt-get", ["-qq", "-y", ...args], {
    env: environment,
    stdio: ["ignore", "ignore", "inherit"],
  });
  return result.status === 0;
}

let missing = PEERS.filter((p) => !isInstalled(p.program));
if (missing.length > 0 && process.getuid?.() === 0 && isInstalled("apt-get")) {
  const packages = [...new Set(missing.map((p) => p.debianPackage))];
  console.log(`Installing the suites the tests compare with: ${packages.join(" ")}`);
  const install = ["install", "--no-install-recommends", ...packages];
  if (!aptGet(install)) {
    aptGet(["update"]);
    aptGet(install);
  }
  missing = missing.filter((p) => !isInstalled(p.program));
}
for (const peer of missing) {
  console.log(
    `Left out: tests that need ${peer.tests} (no \`${peer.program}\`; as root: apt-get install ${peer.debianPackage})`,
  );
}
if (process.getuid?.() !== 0) console.log("Left out: tests that need root (users, limits, namespaces)");
const why = buildBusyboxSupervisors(
  fileURLToPath(new URL("../../node_modules/.cache/svforge-busybox", import.meta.url)),
);
if (why !== undefined)
  console.log(`busybox's directories are tried in its shell only, under no supervisor of its own: ${why}`);
