import { describe, expect, it } from "vitest";
import {
  busyboxIdentityWords,
  busyboxUserWords,
  isNumeric,
  loneUserWords,
  setprivWords,
} from "../../src/compile/identity.ts";
import type { Service } from "../../src/declare/service.ts";
import { unitOf } from "../helpers/compile-unit.ts";
import { service } from "../helpers/service.ts";

const text = (words: readonly (readonly string[])[]): string => words.map((w) => w.join(" ")).join(" | ");

const cases: readonly (readonly [Partial<Service>, string])[] = [
  [{}, ""],
  [{ identity: { user: "www" } }, 'setpriv --reuid=www --regid="$(id -g www)" --init-groups'],
  [{ identity: { user: "www", group: "web" } }, "setpriv --reuid=www --regid=web --init-groups"],
  [{ identity: { user: "www", group: "web", groups: [] } }, "setpriv --reuid=www --regid=web --clear-groups"],
  [
    { identity: { user: "a b", groups: ["x", "y"] } },
    "setpriv --reuid='a b' --regid=\"$(id -g 'a b')\" --groups=x,y",
  ],
  [{ identity: { group: "web" } }, "setpriv --regid=web --keep-groups"],
  [{ noNewPrivs: true }, "setpriv --no-new-privs"],
  [
    { capabilities: { ambient: ["CAP_NET_RAW"], bounding: ["net_raw", "chown"] } },
    "setpriv --inh-caps=+net_raw --ambient-caps=+net_raw --bounding-set=-all,+net_raw,+chown",
  ],
  [{ capabilities: { ambient: [], bounding: [] } }, "setpriv --bounding-set=-all"],
  [{ chroot: "/srv/jail" }, "chroot /srv/jail"],
  [
    { chroot: "/srv/jail", identity: { user: "www", groups: ["x"] }, noNewPrivs: true },
    "setpriv --no-new-privs | chroot --userspec=www: --groups=x /srv/jail",
  ],
];

it.each(cases)("util-linux: %j", (overrides, words) => {
  const { unit, messages } = unitOf(service(overrides));
  expect(text(setprivWords(unit))).toBe(words);
  expect(messages()).toEqual([]);
});

it("refuses what cannot follow into another root", () => {
  const { unit, messages } = unitOf(
    service({ chroot: "/j", workingDir: "/w", capabilities: { ambient: ["x"] } }),
  );
  setprivWords(unit);
  expect(messages()).toEqual([
    expect.stringContaining("`capabilities`"),
    expect.stringContaining("`working-dir`"),
  ]);
});

describe("busybox", () => {
  it.each([
    [{ identity: { user: "www", groups: [] } }, "chpst -u www"],
    [
      { identity: { user: "www", group: "web", groups: [] }, noNewPrivs: true },
      "setpriv --nnp | chpst -u www:web",
    ],
  ] as const)("%j", (overrides, words) => {
    const { unit, messages } = unitOf(service(overrides), "busybox");
    expect(text(busyboxIdentityWords(unit))).toBe(words);
    expect(messages()).toEqual([]);
  });

  it.each([
    ["user", { identity: { user: "www" } }],
    ["groups", { identity: { user: "www", groups: ["a"] } }],
    ["group", { identity: { group: "web" } }],
    ["chroot", { chroot: "/j" }],
    ["capabilities", { capabilities: { ambient: ["chown"] } }],
  ] as const)("refuses `%s`", (key, overrides) => {
    const { unit, messages } = unitOf(service(overrides), "busybox");
    busyboxIdentityWords(unit);
    expect(messages()).toEqual([expect.stringContaining(`\`${key}\``)]);
  });
});

it.each([
  ["www", undefined, "chpst -u www"],
  ["www", "web", "chpst -u www:web"],
  ["1000", undefined, 'chpst -u 1000:"$(id -g 1000)"'],
  ["1000", "100", "chpst -u 1000:100"],
] as const)("busybox becomes %s, %s", (user, group, words) => {
  expect(busyboxUserWords(user, group).join(" ")).toBe(words);
});

it.each([
  [undefined, undefined, ""],
  ["log", undefined, 'setpriv --reuid=log --regid="$(id -g log)" --clear-groups'],
  ["1000", "adm", "setpriv --reuid=1000 --regid=adm --clear-groups"],
  [undefined, "adm", "setpriv --regid=adm --clear-groups"],
] as const)("a logger as %s, %s", (user, group, words) => {
  expect(loneUserWords(user, group).join(" ")).toBe(words);
});

it("tells an id from a name", () => {
  expect(["0", "1000", "log", "1a", ""].map(isNumeric)).toEqual([true, true, false, false, false]);
});
