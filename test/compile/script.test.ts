import { expect, it } from "vitest";
import { plainScript, startScript } from "../../src/compile/script.ts";

it("joins the parts and remembers where the second begins", () => {
  const script = startScript({ before: ["umask 0022"], after: ["export A=1", "exec x"] });
  expect(script.text).toBe("#!/bin/sh\numask 0022\nexport A=1\nexec x\n");
  expect(script.text.slice(script.definitionAt)).toBe("export A=1\nexec x\n");
});

it("leaves scripts that start nothing without such a place", () => {
  expect(plainScript(["a", "b"])).toEqual({ text: "#!/bin/sh\na\nb\n" });
});
