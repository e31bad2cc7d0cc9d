import { describe, expect, it } from "vitest";
import { findGroup, findUser, nameOfUser } from "../../src/os/users.ts";

describe("users and groups", () => {
  it("by name and by number", () => {
    expect(findUser("root")).toEqual({ uid: 0, gid: 0 });
    expect(findUser("0")).toEqual({ uid: 0, gid: 0 });
    expect(findGroup("root")).toBe(0);
    expect(findGroup("4711")).toBe(4711);
    expect(nameOfUser(0)).toBe("root");
  });

  it("a number needs no entry, a name does", () => {
    expect(findUser("3999999")).toEqual({ uid: 3_999_999, gid: undefined });
    expect(nameOfUser(3_999_999)).toBe("3999999");
    expect([findUser("nobody-is-called-so"), findUser(""), findGroup("nor-so")]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
