import { expect, it } from "vitest";
import { renderGithub } from "../../src/diagnostics/render-github.ts";

it("is one workflow command a finding, escaped as the runner wants it", () => {
  const text = renderGithub(
    [
      {
        code: "E0011",
        severity: "error",
        message: "100% of `a`\nis wrong",
        places: [
          { file: "x,y:z.toml", line: 2, column: 3, endColumn: 5 },
          { file: "b.toml", line: 1, column: 1, label: "first here" },
        ],
        help: "h",
      },
      { code: "W0301", severity: "warning", message: "m", places: [] },
    ],
    (file) => `p/${file}`,
  );
  expect(text).toBe(
    "::error file=p/x%2Cy%3Az.toml,line=2,col=3,endColumn=4,title=E0011::100%25 of `a`%0Ais wrong%0Ap/b.toml:1:1 first here%0Ahelp: h\n::warning title=W0301::m\n",
  );
});
