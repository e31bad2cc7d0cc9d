/** A file system without room for what is wanted: said before anything changes, in bytes and in inodes. */
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync } from "node:fs";
import { afterEach, expect, it } from "vitest";
import { ActivationHost } from "../helpers/activation-host.ts";
import { built, stock } from "../helpers/programs.ts";
import { needRoot } from "../helpers/suites.ts";

let host: ActivationHost;
afterEach(() => host.cleanUp());

/** A service directory with `count` files of `bytes` bytes beside its `run`. */
function declareLarge(count: number, bytes: number): void {
  host.write("sv/large/run", "#!/bin/sh\nexec sleep 100000\n");
  chmodSync(`${host.project}/sv/large/run`, 0o755);
  for (let n = 0; n < count; n++) host.write(`sv/large/data/${n}`, "x".repeat(bytes));
  host.declare("large", `service-dir = "./sv/large"\n[log]\ndir = "${host.root}/logs/large"\n`);
}

it.for([
  ["bytes", "state", "size=400k", [1, 500_000], / needed, 3\d\d KiB free/, "svforge"],
  ["inodes", "state", "nr_inodes=80", [100, 1], / inodes needed, \d\d free/, "runit"],
  ["inodes", "scan", "nr_inodes=20", [1, 1], / inodes needed, \d\d free/, "daemontools"],
  ["inodes", "scan", "nr_inodes=20", [1, 1], / inodes needed, \d\d free/, "s6"],
] as const)("%s of the %s directory", async ([, which, limit, [count, bytes], message, target], ctx) => {
  needRoot(ctx);
  stock(ctx, "unshare");
  host = new ActivationHost(target);
  mkdirSync(host.state, { recursive: true });
  host.declareDaemon("web", "1");
  await host.apply();
  declareLarge(count, bytes);

  // A copy of what is there, on a file system of its own that only these commands see.
  const folder = host[which];
  const dirs = `--scan-dir ${host.scan} --state-dir ${host.state}`;
  const script = [
    `cp -a ${folder} ${host.root}/copy`,
    `mount -t tmpfs -o mode=755,${limit} none ${folder}`,
    `cp -a ${host.root}/copy/. ${folder}/`,
    `ls -AR --time-style=full-iso -l ${folder} > ${host.root}/before`,
    `${process.execPath} ${built("svforge")} apply --yes ${dirs} 2>&1 || echo "exit $?"`,
    `ls -AR --time-style=full-iso -l ${folder} > ${host.root}/after`,
    `cmp ${host.root}/before ${host.root}/after && echo untouched`,
  ];
  const out = execFileSync("unshare", ["-m", "sh", "-ec", script.join("\n")], {
    cwd: host.project,
    encoding: "utf8",
  });
  expect(out).toContain(`svforge: no room in ${folder}: `);
  expect(out).toMatch(message);
  expect(out).toMatch(/nothing was changed\nexit 1\nuntouched\n$/);
  expect(readdirSync(host.scan)).toEqual(["web"]);

  // With room it goes through.
  await host.apply();
  expect(readdirSync(host.scan).sort()).toEqual(["large", "web"]);
});
