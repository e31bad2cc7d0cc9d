import { expect, it } from "vitest";
import { wrongName } from "../../src/declare/names.ts";

it.each(["a", "web-1", "web@a.b_c", "0", "x".repeat(63)])("%s", (name) => {
  expect(wrongName(name)).toBeUndefined();
});

it.each(["", "log", "supervise", ".a", "-a", "@a", "A", "a b", "a/b", "é", "a\n", "x".repeat(64)])(
  "not %j",
  (name) => {
    expect(wrongName(name)).toEqual(expect.any(String));
  },
);
