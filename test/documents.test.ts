/** What the documents point at exists: files, headings, tests by number and title, torture scenarios, fuzz seeds. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { scenarios } from "../bench/torture/scenarios.ts";

const root = new URL("..", import.meta.url).pathname;
const textOf = (path: string): string => readFileSync(join(root, path), "utf8");

const documents = [
  ...["README.md", "CONTRIBUTING.md", "CHANGELOG.md"],
  ...["docs", "docs/decisions"].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith(".md"))
      .map((name) => `${folder}/${name}`),
  ),
];

const systemTests = readdirSync(join(root, "test/system"));
const fileOf = (number: string): string | undefined =>
  systemTests.find((name) => name.startsWith(`${number}-`));

describe.each(documents)("%s", (path) => {
  const text = textOf(path);

  it("its links lead somewhere", () => {
    const targets = [...text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map((m) => m[1] ?? "");
    const local = targets.filter((target) => !/^[a-z]+:/.test(target));
    expect(local.filter((target) => !existsSync(join(root, dirname(path), target)))).toEqual([]);
  });

  it("tests named by number exist, and those named by title have it", () => {
    const cited = [...text.matchAll(/(?<![\d,.])([0-6]\d{3})(?: "([^"]+?)( …)?")/g)];
    const wrong = cited.filter(([, number = "", title = ""]) => {
      const file = fileOf(number);
      const words = title.replace(/^… | …$/g, "");
      return file === undefined || !(isScenario(words) || sourcesOf(file).includes(words));
    });
    expect(wrong.map(([whole]) => whole)).toEqual([]);
    const bare = [...text.matchAll(/(?:system\/|\btest )([0-6]\d{3})\b/g)].map((m) => m[1] ?? "");
    expect(bare.filter((number) => fileOf(number) === undefined)).toEqual([]);
  });

  it("test files it names are there", () => {
    const named = [...text.matchAll(/`(test\/[\w./-]+\.ts)`/g)].map((m) => m[1] ?? "");
    expect(named.filter((name) => !name.includes("NNNN") && !existsSync(join(root, name)))).toEqual([]);
  });
});

const isScenario = (name: string): boolean => scenarios.some((s) => s.name === name);

/** A test file's words; titles may be split over templates, so blanks count as one. */
const sourcesOf = (file: string): string => textOf(`test/system/${file}`).replaceAll(/\s+/g, " ");

describe("README", () => {
  it("every row of the comparison links to what shows it", () => {
    const rows = textOf("README.md")
      .split("\n")
      .filter((line) => /^\| \w/.test(line));
    expect(rows.length).toBeGreaterThan(7);
    expect(rows.filter((row) => !/\]\((test\/system\/|docs\/benchmarks)[^)]*\) \|$/.test(row))).toEqual([]);
  });
});

describe("docs/security.md", () => {
  it('every line and row outside "Not defended" names what shows it', () => {
    const [defended = ""] = textOf("docs/security.md").split("## Not defended");
    const [, ...sections] = defended.split(/^## /m);
    const lines = sections.flatMap((section) =>
      section
        .replaceAll(/\n {2}(?=\S)/g, " ")
        .split("\n")
        .filter((line) => /^(- |\| [a-z])/.test(line)),
    );
    expect(lines.length).toBeGreaterThan(25);
    const free = [/^\| (who|path) \|/, /\| everything \| \| \|$/, /this \*\*is\*\* root/, /^\| with `/];
    const bare = lines.filter((line) => !/\b\d{4}\b|`test\//.test(line.replaceAll(/\b0[67]\d\d\b/g, "")));
    expect(bare.filter((line) => !free.some((pattern) => pattern.test(line)))).toEqual([]);
  });
});

describe("docs/reliability.md", () => {
  it("every torture scenario is named, and every promise names what shows it", () => {
    const text = textOf("docs/reliability.md");
    expect(scenarios.map((s) => s.name).filter((name) => !text.includes(name))).toEqual([]);
    const rows = text.split("\n").filter((line) => /^\| [A-Z`\d]/.test(line));
    const shown = [...scenarios.map((s) => s.name), "system/", "test/"];
    expect(rows.filter((row) => !shown.some((word) => row.split(" | ").at(-1)?.includes(word)))).toEqual([]);
  });
});
