import { describe, expect, it } from "vitest";
import { copyOf } from "../../src/supervise/copy-state.ts";
import type { ServiceState } from "../../src/supervise/service-state.ts";
import { running } from "./bench.ts";

describe("a copy of a state", () => {
  it("has every field, each with its own value", () => {
    const { state } = running();
    const names = Object.keys(state) as (keyof ServiceState)[];
    const numbered = Object.fromEntries(names.map((name, i) => [name, i])) as unknown as ServiceState;
    expect(copyOf(numbered)).toStrictEqual(numbered);
    expect(Object.keys(copyOf(state))).toEqual(names);
  });

  it("is another object", () => {
    const { state } = running();
    const copy = copyOf(state);
    copy.phase = "down";
    expect(state.phase).toBe("up");
  });
});
