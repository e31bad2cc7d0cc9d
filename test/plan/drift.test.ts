import { describe, expect, it } from "vitest";
import { driftOf, isContractName, linksOf } from "../../src/plan/drift.ts";
import { recordOf } from "../../src/plan/manifest.ts";
import type { LiveLink } from "../../src/plan/observation.ts";
import { imageOf, LOGGED, live } from "../helpers/plan-values.ts";

const record = recordOf(imageOf("a", { files: { ...LOGGED, finish: "x" } }));
const links = live(record).links;
const withLink = (link: LiveLink): readonly LiveLink[] => [
  ...links.filter((l) => l.path !== link.path),
  link,
];

describe("driftOf", () => {
  it("finds nothing in a directory as it was left, whatever the service itself put there", () => {
    const own: LiveLink[] = [
      { path: "data", kind: "dir" },
      { path: "web.pid", kind: "file" },
      { path: "log/main", kind: "dir" },
      { path: "down", kind: "file", text: "" },
    ];
    expect(driftOf(record, live(record, { links: [...links, ...own] }))).toEqual([]);
  });

  it("ignores a link into the definition that leads nowhere", () => {
    const left: LiveLink = { path: "check", kind: "link", target: "def/check" };
    expect(driftOf(record, live(record, { links: withLink(left) }))).toEqual([]);
  });

  it.each([
    ["another definition", { definition: "f".repeat(64) }, "def", "redirected"],
    ["no definition", { definition: null }, "def", "redirected"],
    ["a link gone", { links: links.filter((l) => l.path !== "finish") }, "finish", "missing"],
    [
      "a link elsewhere",
      { links: withLink({ path: "run", kind: "link", target: "/x" }) },
      "run",
      "redirected",
    ],
    ["a file instead", { links: withLink({ path: "run", kind: "file", text: "x" }) }, "run", "edited"],
    [
      "a contract file added",
      { links: withLink({ path: "check", kind: "file", text: "x" }) },
      "check",
      "added",
    ],
    [
      "a file of the definition edited",
      { files: [{ path: "run", kind: "script", hash: "0" }] },
      "run",
      "edited",
    ],
  ] as const)("finds %s", (_, changed, path, what) => {
    expect(driftOf(record, live(record, changed))).toContainEqual(expect.objectContaining({ path, what }));
  });

  it("finds files added to and missing from the definition itself", () => {
    const files = [
      ...record.files.filter((f) => f.path !== "finish"),
      { path: "evil", kind: "file", hash: "1" } as const,
    ];
    expect(driftOf(record, live(record, { files })).map((f) => [f.path, f.what])).toEqual([
      ["evil", "added"],
      ["finish", "missing"],
    ]);
  });

  it("finds a logger that somebody added by hand", () => {
    const plain = recordOf(imageOf("b"));
    const added = live(plain, { links: [...live(plain).links, { path: "log", kind: "dir" }] });
    expect(driftOf(plain, added)).toEqual([{ path: "log", what: "added" }]);
  });
});

describe("linksOf", () => {
  it("gives a logger a real directory with links of its own", () => {
    const files = recordOf(imageOf("a", { files: { ...LOGGED, env: null, "env/A": "1" } })).files;
    expect(linksOf(files)).toEqual([
      { path: "env", target: "def/env" },
      { path: "log/run", target: "../def/log/run" },
      { path: "run", target: "def/run" },
    ]);
  });

  it("links an empty file `log` as it is", () => {
    const files = recordOf(imageOf("a", { files: { log: "" } })).files;
    expect(linksOf(files)).toContainEqual({ path: "log", target: "def/log" });
  });
});

describe("isContractName", () => {
  it("knows what supervisors read", () => {
    expect(isContractName("run")).toBe(true);
    expect(isContractName("log/run")).toBe(true);
    expect(isContractName("web.pid")).toBe(false);
  });
});
