import { describe, expect, it } from "vitest";
import { consolePrefix, LineAssembler } from "../../src/supervise/log-console.ts";

describe("consolePrefix", () => {
  it("is aligned, and coloured when asked", () => {
    expect(consolePrefix("web", 6, 0, false)).toBe("web    | ");
    expect(consolePrefix("web", 3, 11, true)).toBe("\u001b[33mweb | \u001b[0m");
  });
});

describe("LineAssembler", () => {
  const push = (assembler: LineAssembler, text: string) =>
    assembler.push(Buffer.from(text)).map((line) => Buffer.from(line).toString());

  it("gives whole lines", () => {
    const assembler = new LineAssembler(100);
    expect(push(assembler, "a\nb")).toEqual(["a\n"]);
    expect(push(assembler, "c")).toEqual([]);
    expect(push(assembler, "\n\nd\n")).toEqual(["bc\n", "\n", "d\n"]);
  });

  it("does not hold a line for ever", () => {
    const assembler = new LineAssembler(3);
    expect(push(assembler, "abc")).toEqual([]);
    expect(push(assembler, "d")).toEqual(["abcd\n"]);
    expect(push(assembler, "e\n")).toEqual(["e\n"]);
  });
});
