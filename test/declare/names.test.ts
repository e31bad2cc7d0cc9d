import { expect, it } from "vitest";
import { GUARD } from "../../src/activate/paths.ts";
import { wrongDirectoryName, wrongName } from "../../src/declare/names.ts";

it.each(["a", "web-1", "web@a.b_c", "0", "x".repeat(63)])("%s", (name) => {
  expect(wrongName(name)).toBeUndefined();
});

it.each(["", "log", "supervise", ".a", "-a", "@a", "A", "a b", "a/b", "é", "a\n", "x".repeat(64)])(
  "not %j",
  (name) => {
    expect(wrongName(name)).toEqual(expect.any(String));
  },
);

it("hand-written directories may have capitals", () => {
  expect(["NetworkManager", "agetty-ttyS0", "a"].map(wrongDirectoryName)).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(["log", ".a", "a b", "é"].map((n) => typeof wrongDirectoryName(n))).toEqual([
    "string",
    "string",
    "string",
    "string",
  ]);
});

it("the guard of an unconfirmed activation has its name to itself", () => {
  for (const wrong of [wrongName, wrongDirectoryName]) {
    expect(wrong(GUARD)).toContain("rolls back what nobody confirms");
    expect(wrong(`${GUARD}s`)).toBeUndefined();
  }
});
