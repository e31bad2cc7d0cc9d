import { expect, it } from "vitest";
import { nearest } from "../../src/diagnostics/suggest.ts";

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
