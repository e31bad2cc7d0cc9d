import { expect, it } from "vitest";
import { nearest, Suggester } from "../../src/diagnostics/suggest.ts";

it.each([
  ["comand", ["command", "comment"], "command"],
  ["Command", ["command"], "command"],
  ["tpye", ["type", "tape"], "type"],
  ["allways", ["always", "never"], "always"],
  ["usr", ["user", "umask"], "user"],
  ["nofil", ["nofile", "nofiles"], "nofile"],
  ["xyzzy", ["command"], undefined],
  ["c", ["d"], undefined],
  ["ab", [], undefined],
  ["aX", ["ab", "aa"], "aa"],
])("%s among %j is %s", (word, candidates, expected) => {
  expect(nearest(word, candidates)).toBe(expected);
});

it("a suggester looks each word up once, and only so many", () => {
  let asked = 0;
  const suggester = new Suggester(() => {
    asked += 1;
    return ["command"];
  });
  expect([suggester.nearest("comand"), suggester.nearest("comand"), suggester.nearest("xyzzy")]).toEqual([
    "command",
    "command",
    undefined,
  ]);
  expect(asked).toBe(2);
  for (let i = 0; i < 1000; i++) suggester.nearest(`word-${i}`);
  expect(asked).toBe(200);
  expect(suggester.nearest("comand")).toBe("command");
});
