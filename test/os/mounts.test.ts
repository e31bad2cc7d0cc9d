import { describe, expect, it } from "vitest";
import { deviceAmong, deviceOf, parseMounts } from "../../src/os/mounts.ts";

const TABLE = parseMounts(
  [
    "22 1 8:1 / / rw - ext4 /dev/sda1 rw",
    "30 22 0:40 / /mnt/dead rw shared:1 - nfs4 server:/ rw",
    "31 22 8:2 /sub /var/log rw - ext4 /dev/sda2 rw",
    "32 22 0:41 / /mnt/a\\040b\\134c rw - tmpfs tmpfs rw",
    "33 31 0:42 / /var/log rw - tmpfs tmpfs rw",
    "",
  ].join("\n"),
);

/** Symlinks of the root file system. What is asked below a mount point fails the test: it would hang. */
const LINKS: Record<string, string> = {
  "/srv/log": "/mnt/dead/log",
  "/srv/up": "../var/log/x",
  "/loop": "/loop",
  "/etc/log": "log.d",
};
const link = (path: string): string | undefined => {
  if (/^\/(mnt\/dead|mnt\/a b|var\/log)(\/|$)/.test(path)) throw new Error(`asked for ${path}`);
  return LINKS[path];
};

describe("deviceAmong", () => {
  it.each([
    ["/", "8:1"],
    ["/var/lib/log", "8:1"],
    ["/var/logs", "8:1"],
    ["/mnt/dead", "0:40"],
    ["/mnt/dead/a/b", "0:40"],
    ["/var/log/web", "0:42"],
    ["/mnt/a b\\c/x", "0:41"],
    ["/srv/log/web", "0:40"],
    ["/srv/up/y", "0:42"],
    ["/loop/x", "8:1"],
    ["/etc/log/x", "8:1"],
  ])("%s is on %s", (path, device) => {
    expect(deviceAmong(TABLE, path, link)).toBe(device);
  });

  it("knows nothing without a table", () => {
    expect(deviceAmong(new Map(), "/a/b", () => undefined)).toBe("");
  });
});

it("tells the real root from /proc", () => {
  expect(deviceOf("/")).toMatch(/^\d+:\d+$/);
  expect(deviceOf("/proc/self/nothing")).not.toBe(deviceOf("/"));
});
