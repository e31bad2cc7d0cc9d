/** House rules as a test: layers, sizes, banned calls, mirrored tests. A rule's reason stands beside it. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";

const root = new URL("..", import.meta.url).pathname;

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile() && e.name.endsWith(".ts"))
    .map((e) => relative(root, join(e.parentPath, e.name)))
    .sort();
}

const sources = filesBelow("src");
const written = sources.filter((f) => !f.endsWith(".gen.ts"));
const text = new Map(sources.map((f) => [f, readFileSync(join(root, f), "utf8")]));
const textOf = (file: string): string => text.get(file) ?? "";

/** Folder of `src/` a file belongs to; a file directly in `src/` is its own layer. */
const layerOf = (file: string): string => file.split("/")[1]?.replace(/\.ts$/, "") ?? "";

/** design.md section 1. A layer may import itself, `invariant` and what its row names. */
const LAYERS: Record<string, readonly string[]> = {
  invariant: [],
  diagnostics: [],
  protocol: [],
  declare: ["diagnostics"],
  compile: ["declare", "diagnostics", "protocol"],
  plan: ["compile", "diagnostics", "protocol"],
  supervise: ["protocol"],
  os: ["protocol"],
  activate: ["plan", "compile", "os", "protocol", "diagnostics", "declare"],
  runtime: ["supervise", "protocol", "os"],
  cli: ["diagnostics", "protocol", "declare", "compile", "plan", "supervise", "os", "activate", "runtime"],
  index: ["diagnostics", "protocol", "declare", "compile", "plan"],
  dev: [
    "diagnostics",
    "protocol",
    "declare",
    "compile",
    "plan",
    "supervise",
    "os",
    "activate",
    "runtime",
    "cli",
    "index",
  ],
};
const PURE = new Set([
  "invariant",
  "diagnostics",
  "protocol",
  "declare",
  "compile",
  "plan",
  "supervise",
  "index",
]);

/** Packages and `node:` modules, by layer or exact file. Pure code reads no clock, file, environment or randomness. */
const PACKAGES: Record<string, readonly string[]> = {
  "src/declare/parse.ts": ["@iarna/toml"],
  "src/plan/text-diff.ts": ["diff"],
  "src/compile/hash.ts": ["node:crypto"],
  "src/plan/digest.ts": ["node:crypto"],
  "src/os/libc.ts": ["koffi"],
};

interface Import {
  readonly from: string;
  readonly typeOnly: boolean;
}

function importsOf(file: string): Import[] {
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^;]*?from\s+"([^"]+)"|import\("([^"]+)"\)|(?:^|\n)import\s+"([^"]+)"/g;
  return [...textOf(file).matchAll(pattern)].map((m) => ({
    from: m[2] ?? m[3] ?? m[4] ?? "",
    typeOnly: m[1] !== undefined,
  }));
}

function mayUsePackage(file: string, from: string): boolean {
  if (PACKAGES[file]?.some((p) => from === p || from.startsWith(`${p}/`))) return true;
  const layer = layerOf(file);
  if (layer === "dev") return true;
  if (PURE.has(layer) || from === "koffi") return false;
  if (layer === "cli" && from === "commander") return true;
  if (!from.startsWith("node:")) return false;
  if (from === "node:fs" || from === "node:child_process") return layer === "os";
  return layer === "os" || layer === "activate" || layer === "runtime" || layer === "cli";
}

describe("layers", () => {
  it("import only what the layer table allows", () => {
    const wrong: string[] = [];
    for (const file of written) {
      for (const { from, typeOnly } of importsOf(file)) {
        if (!from.startsWith(".")) {
          if (!typeOnly && !mayUsePackage(file, from)) wrong.push(`${file} uses ${from}`);
          continue;
        }
        const to = layerOf(relative(root, join(root, dirname(file), from)));
        const from_ = layerOf(file);
        if (to !== from_ && to !== "invariant" && !LAYERS[from_]?.includes(to))
          wrong.push(`${file} imports ${from}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("have no import cycles between files", () => {
    const edges = new Map<string, string[]>();
    for (const file of sources) {
      const targets = importsOf(file)
        .filter((i) => !i.typeOnly && i.from.startsWith("."))
        .map((i) => relative(root, join(root, dirname(file), i.from)));
      edges.set(file, targets);
    }
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (file: string, path: string[]): void => {
      if (path.includes(file)) {
        cycles.push([...path.slice(path.indexOf(file)), file].join(" -> "));
        return;
      }
      if (done.has(file)) return;
      for (const next of edges.get(file) ?? []) visit(next, [...path, file]);
      done.add(file);
    };
    for (const file of sources) visit(file, []);
    expect(cycles).toEqual([]);
  });
});

describe("sizes", () => {
  it("no file is longer than 400 lines", () => {
    expect(written.filter((f) => textOf(f).split("\n").length > 400)).toEqual([]);
  });

  it("no function is longer than 70 lines", () => {
    const long: string[] = [];
    for (const file of written) {
      const lines = textOf(file).split("\n");
      lines.forEach((line, i) => {
        const start =
          /^(\s*)(?:export )?(?:async )?(?:function\b|(?:static |private |#)?\w+\([^)]*\)[^;=]*\{$)/.exec(
            line,
          );
        if (start === null || !line.trimEnd().endsWith("{") || /^\s*(if|for|while|switch|catch)\b/.test(line))
          return;
        const end = lines.findIndex((l, j) => j > i && l.startsWith(`${start[1]}}`));
        if (end - i > 70) long.push(`${file}:${i + 1} (${end - i} lines)`);
      });
    }
    expect(long).toEqual([]);
  });
});

describe("banned", () => {
  const bans: readonly { what: RegExp; where: (file: string) => boolean; why: string }[] = [
    {
      what: /\bprocess\.exit\(/,
      where: (f) => !/^src\/(cli\/entry|dev|runtime)\//.test(f),
      why: "only entries exit",
    },
    {
      what: /\bprocess\.(argv|env)\b/,
      where: (f) => !/^src\/(cli|dev|runtime\/log-worker|os\/self)/.test(f),
      why: "only cli reads argv and environment",
    },
    {
      what: /\bDate\.now\(|new Date\(\)|Math\.random\(|performance\.now\(/,
      where: (f) => PURE.has(layerOf(f)),
      why: "pure code has no clock and no chance",
    },
    {
      what: /\blocaleCompare\(|toLocale\w+\(/,
      where: () => true,
      why: "output must not depend on the locale",
    },
    {
      what: /\bconsole\.(log|error|warn)\(/,
      where: (f) => !/^src\/(cli|dev)\//.test(f),
      why: "only cli writes to the terminal",
    },
    { what: /\b(TODO|FIXME|XXX)\b/, where: () => true, why: "finish it or file it" },
    {
      what: /\bas any\b|: any\b|@ts-ignore|@ts-expect-error/,
      where: () => true,
      why: "types are the contract",
    },
  ];
  it.each(bans)("$what: $why", ({ what, where }) => {
    const found = written.filter(
      (f) => where(f) && what.test(textOf(f).replaceAll(/^\s*(\*|\/\/|\/\*).*$/gm, "")),
    );
    expect(found).toEqual([]);
  });
});

describe("tests mirror sources", () => {
  const tests = filesBelow("test").filter((f) => f.endsWith(".test.ts"));
  const special = (f: string): boolean => f.startsWith("test/system/") || f.split("/").length === 2;

  it("every unit test names a source file", () => {
    const known = new Set([...text.keys(), ...filesBelow("bench")]);
    const sourceOf = (f: string): string =>
      f
        .replace(/^test\/(?!bench\/)/, "src/")
        .replace(/^test\/bench/, "bench")
        .replace(".test.ts", ".ts");
    const orphans = tests.filter((f) => !special(f) && !known.has(sourceOf(f)));
    expect(orphans).toEqual([]);
  });

  it("every pure module with a function has a test", () => {
    const untested = written
      .filter((f) => PURE.has(layerOf(f)) && layerOf(f) !== "index")
      .filter((f) => /^export (async )?function|^export class/m.test(textOf(f)))
      .filter((f) => !tests.includes(f.replace(/^src/, "test").replace(/\.ts$/, ".test.ts")));
    expect(untested).toEqual([]);
  });
});

describe("prose", () => {
  it("every export of a source file has a doc comment or a self-evident type", () => {
    const bare: string[] = [];
    for (const file of written.filter((f) => !f.startsWith("src/dev/") && !f.startsWith("src/cli/"))) {
      const lines = textOf(file).split("\n");
      lines.forEach((line, i) => {
        if (!/^export (async )?function|^export class/.test(line)) return;
        // The one class of a file is what the file's opening sentence is about.
        if (line.startsWith("export class") && lines[0]?.startsWith("/**")) return;
        if (!lines[i - 1]?.trimEnd().endsWith("*/")) bare.push(`${file}:${i + 1}`);
      });
    }
    expect(bare).toEqual([]);
  });
});
