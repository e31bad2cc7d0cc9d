import { describe, expect, it } from "vitest";
import { processorLine } from "../../src/compile/log-common.ts";
import type { LogPolicy, TargetName } from "../../src/declare/service.ts";
import { logPolicy, service } from "../helpers/service.ts";
import { fileText, imageOf, refusals } from "../helpers/tree.ts";

const run = (target: TargetName, policy: Partial<LogPolicy>): string[] | undefined =>
  fileText(imageOf(target, service({ log: logPolicy(policy) })), "web/log/run")
    ?.split("\n")
    .slice(1, -1);
const refused = (target: TargetName, policy: Partial<LogPolicy>): string[] =>
  refusals(target, service({ log: logPolicy(policy) }));

const made = "[ -d /var/log/sv/web ] || install -d -m 0755 /var/log/sv/web || exit 111";
const policy = { maxSizeBytes: 10_000, keep: 5, filter: ["-*debug*"] } as const;

describe("the same policy", () => {
  it.each([
    ["daemontools", [made, "exec multilog t '-@* *debug*' s10000 n6 /var/log/sv/web"]],
    ["s6", [made, "exec s6-log -- '-^[^d]*debug.*$' n5 s10000 t /var/log/sv/web"]],
    [
      "runit",
      [
        made,
        "cd /var/log/sv/web && printf '%s\\n' s10000 n5 '-*debug*' >config.new && mv -f config.new config && exec svlogd -t .",
      ],
    ],
  ] as const)("for %s", (target, lines) => {
    expect(run(target, policy)).toEqual(lines);
  });

  it("for busybox is runit's", () => {
    expect(run("busybox", policy)).toEqual(run("runit", policy));
  });
});

describe("the log user", () => {
  it.each([
    ["daemontools", "exec setuidgid log multilog "],
    ["s6", "exec s6-setuidgid log s6-log "],
    ["runit", "exec chpst -u log \\"],
  ] as const)("%s", (target, start) => {
    const [first, second] = run(target, { user: "log" }) ?? [];
    expect(first).toBe(
      '[ -d /var/log/sv/web ] || install -d -o log -g "$(id -g log)" -m 0755 /var/log/sv/web || exit 111',
    );
    expect(second?.startsWith(start)).toBe(true);
  });
});

it("goes by number or group with setpriv, where the suite's own tool takes names only", () => {
  const words = 'exec setpriv --reuid=1000 --regid="$(id -g 1000)" --clear-groups';
  for (const target of ["runit", "s6"] as const)
    expect(run(target, { user: "1000" })?.[1]?.startsWith(words)).toBe(true);
  expect(run("runit", { user: "log", group: "adm" })?.[1]).toBe("exec chpst -u log:adm \\");
  expect(run("s6", { user: "log", group: "adm" })?.[1]).toContain(
    "--reuid=log --regid=adm --clear-groups s6-log",
  );
});

describe("other destinations", () => {
  it.each([
    [{ kind: "syslog" }, ["exec logger -t web"]],
    [{ kind: "syslog", address: "/dev/log" }, ["exec logger -t web"]],
    [{ kind: "syslog", address: "/run/other" }, ["exec logger -u /run/other -t web"]],
    [{ kind: "syslog", address: "logs.example:1514" }, ["exec logger -d -n logs.example -P 1514 -t web"]],
    [{ kind: "syslog", address: "10.0.0.1" }, ["exec logger -d -n 10.0.0.1 -P 514 -t web"]],
    [{ kind: "none" }, undefined],
    [{ kind: "inherit" }, undefined],
  ] as const)("%j", (to, lines) => {
    expect(run("runit", { to })).toEqual(lines);
  });
});

describe("refused", () => {
  it.each([
    ["runit", { to: { kind: "service", service: "x" } }, "log.to"],
    ["runit", { stderr: "separate" }, "log.stderr"],
    ["runit", { onFull: "drop-oldest" }, "log.on-full"],
    ["runit", { mode: 0o640 }, "log.mode"],
    ["runit", { processor: ["x"], compress: "gzip" }, "log.compress"],
    ["runit", { maxTotalBytes: 1 }, "log.max-total"],
    ["runit", { keep: 0 }, "log.keep"],
    ["runit", { prefix: "a\nb" }, "log.prefix"],
    ["runit", { processor: ["a\nb"] }, "log.processor"],
    ["runit", { filter: ["-a+b"] }, "log.filter"],
    ["runit", { to: { kind: "syslog" }, filter: ["-a"] }, "log.filter"],
    ["daemontools", { timestamp: "iso" }, "log.timestamp"],
    ["daemontools", { prefix: "x" }, "log.prefix"],
    ["daemontools", { rotateEveryMs: 1 }, "log.rotate-every"],
    ["daemontools", { maxTotalBytes: 1 }, "log.max-total"],
    ["daemontools", { maxSizeBytes: 4095 }, "log.max-size"],
    ["daemontools", { maxSizeBytes: 16_777_216 }, "log.max-size"],
    ["daemontools", { keep: 0 }, "log.keep"],
    ["daemontools", { user: "1000" }, "log.user"],
    ["daemontools", { group: "adm" }, "log.group"],
    ["s6", { prefix: "x" }, "log.prefix"],
    ["s6", { rotateEveryMs: 1 }, "log.rotate-every"],
    ["s6", { maxSizeBytes: 100 }, "log.max-size"],
    ["s6", { filter: ["-a**"] }, "log.filter"],
    ["busybox", { compress: "zstd" }, "log.compress"],
    ["busybox", { group: "adm" }, "log.group"],
    ["busybox", { prefix: "x" }, "log.prefix"],
    ["busybox", { filter: [`-${"x".repeat(120)}*`] }, "log.filter"],
    ["busybox", { filter: ["-*", "+ends here"] }, "log.filter"],
    ["busybox", { to: { kind: "syslog", address: "h" } }, "log.to"],
    ["builtin", { to: { kind: "dir", dir: "log/web" } }, "log.dir"],
  ] as const)("%s: %j", (target, overrides, key) => {
    expect(refused(target, overrides)).toEqual([expect.stringContaining(`\`${key}\``)]);
  });
});

it.each([
  [{}, undefined],
  [{ compress: "gzip" }, "gzip"],
  [{ compress: "zstd" }, "zstd -q"],
  [{ processor: ["a", "b c"] }, "a 'b c'"],
] as const)("rotated files of %j go through %s", (overrides, line) => {
  expect(processorLine(logPolicy(overrides))).toBe(line);
});
