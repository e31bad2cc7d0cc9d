import { describe, expect, it } from "vitest";
import { expand } from "../../src/declare/variables.ts";

const variables = {
  vars: new Map([
    ["x", "1"],
    ["empty", ""],
    ["tricky", "${name} $$"],
  ]),
  name: "web@a",
  instance: "a",
  host: "h1",
};
const expanded = (text: string): string => expand(text, variables).text;

describe("variables", () => {
  it.each([
    ["", ""],
    ["no variables", "no variables"],
    ["${var.x}-${name}-${instance}-${host}", "1-web@a-a-h1"],
    ["${var.y:-d e}", "d e"],
    ["${var.x:-d}", "1"],
    ["${var.empty:-d}", ""],
    ["${var.y:-}", ""],
    ["$$ $${x} $x $( ) $", "$ ${x} $x $( ) $"],
    ["${var.tricky}", "${name} $$"],
    ["m=$((${var.x} + 1))", "m=$((1 + 1))"],
  ])("%j", (text, result) => {
    expect(expand(text, variables)).toEqual({ text: result });
  });

  it.each([
    ["${var.y}", "E0206", "the variable `y` is not declared in [vars]"],
    ["${HOME}", "E0207", "`${HOME}` is no variable of a declaration"],
    ["${var.}", "E0207", "`${var.}` is no variable of a declaration"],
    ["${toString}", "E0207", "`${toString}` is no variable of a declaration"],
    ["${var.x", "E0207", "`${var.x` has no closing brace"],
    ["${}", "E0207", "`${}` is no variable of a declaration"],
  ])("%j is refused", (text, code, message) => {
    expect(expand(text, variables).wrong).toMatchObject({ code, message });
  });

  it("what has no value here says when it would", () => {
    const bare = { vars: new Map(), name: "web" };
    expect(expand("${instance}", bare).wrong).toMatchObject({
      code: "E0206",
      help: expect.stringContaining("template"),
    });
    expect(expand("${host}", bare).wrong).toMatchObject({ help: expect.stringContaining("--host") });
  });

  it("suggests", () => {
    expect(expand("${var.prot}", { vars: new Map([["port", "1"]]), name: "x" }).wrong?.help).toBe(
      "did you mean `port`?",
    );
    expect(expand("${HOME}", variables).wrong?.help).toContain("$${HOME}");
  });

  it("is done once, never on what came out", () => {
    expect(expanded("${var.tricky}")).toBe("${name} $$");
  });
});
