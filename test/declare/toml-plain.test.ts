import fc from "fast-check";
import { expect, it } from "vitest";
import { parseToml } from "../../src/declare/parse.ts";
import { plainDocument, plainStatement } from "../../src/declare/toml-plain.ts";
import { effort } from "../helpers/fuzzing.ts";

it.each([
  ["[env]\n", "env", undefined, [1, 4]],
  ['a = "x"\n', "a", "x", [4, 7]],
  ['a-1="" \t\n', "a-1", "", [4, 6]],
  ['a = "tab\tin # it"\n', "a", "tab\tin # it", [4, 17]],
  ["a = true\n", "a", true, [4, 8]],
  ["a = false\n", "a", false, [4, 9]],
  ["a = 0\n", "a", 0, [4, 5]],
  ["a = -42\n", "a", -42, [4, 7]],
  ['a = ["x"]\n', "a", ["x"], [4, 9]],
  ['a = [ "x" , "y" ]\n', "a", ["x", "y"], [4, 17]],
])("%j is plain", (text, key, value, [start, end]) => {
  const found = plainStatement(text, 0);
  expect([found?.name.key, found?.leaf?.value, found?.end]).toEqual([key, value, text.length - 1]);
  const { start: from, end: to } = found?.leaf ?? found?.name ?? {};
  expect([from, to]).toEqual([start, end]);
});

it.each([
  "",
  "\n",
  "# c\n",
  "a = 1",
  'a = "x" # c\n',
  'a = "x\\n"\n',
  'a = """x"""\n',
  'a = ""x\n',
  'a = "x\n',
  "a = 'x'\n",
  "a = 01\n",
  "a = 1.5\n",
  "a = 1_000\n",
  "a = -0\n",
  "a = 1234567890123456\n",
  "a = truer\n",
  "a = []\n",
  'a = ["x",]\n',
  'a = ["x"\n]\n',
  'a = ["x" "y"]\n',
  'a = ["x", 1]\n',
  "a.b = 1\n",
  '"a" = 1\n',
  "[a.b]\n",
  "[ a ]\n",
  "[[a]]\n",
  "[a] # c\n",
  "[]\n",
])("%j is not", (text) => {
  expect(plainStatement(text, 0)).toBeUndefined();
});

it.each(["", "\n", "# c\n", "a = 1\n", ' # c\n\n\ta = "x"\n[t]\n  b = ["y"] \n', "[a]\n[b]\nc = true\n\n"])(
  "%j is a plain document: the parser says the same of it, places too",
  (text) => {
    const last = '"last" = 1\n';
    const parsed = parseToml(`${text}[z]\n${last}`, "f").positions.root;
    const entries = [...(parsed.entries ?? [])].filter(([name]) => name !== "z");
    expect([...(plainDocument(text)?.entries ?? [])]).toEqual(entries);
  },
);

it.each([
  "a",
  "a = 1",
  "a = 1\na = 2\n",
  "[a]\n[a]\n",
  "a = 1\n[a]\n",
  "# \u0001\n",
  '"a" = 1\n',
  "a = 1 # c\n",
  "\r\n",
])("%j is not a plain document", (text) => {
  expect(plainDocument(text)).toBeUndefined();
});

/** A comment behind a statement keeps it from being plain and changes nothing else. */
it("means what the parser says of the same statement", () => {
  const word = fc.constantFrom(
    "a",
    "b",
    "x-1",
    '"',
    "=",
    "[",
    "]",
    ",",
    " ",
    "\t",
    "1",
    "-",
    "0",
    "true",
    "\\",
    "é",
  );
  const statement = fc.oneof(
    fc.array(word, { maxLength: 8 }).map((w) => w.join("")),
    fc
      .tuple(fc.constantFrom("a = ", "b=", "[", "a ="), fc.array(word, { maxLength: 8 }))
      .map(([k, w]) => k + w.join("")),
  );
  // In a string of several lines a comment is text.
  const lines = fc
    .array(statement, { minLength: 1, maxLength: 5 })
    .map((all) => all.filter((line) => !line.includes('"""')));
  fc.assert(
    fc.property(lines, (statements) => {
      const plain = parseToml(`${statements.join("\n")}\n`, "f");
      const commented = parseToml(`${statements.join(" #\n")} #\n`, "f");
      expect(plain.value).toEqual(commented.value);
      expect(plain.diagnostics.length).toBe(commented.diagnostics.length);
    }),
    effort(3000),
  );
});
