import { expect, it } from "vitest";
import { load } from "../../helpers/project.ts";

it("needing what one excludes, or what excludes one, shows both places", () => {
  const { diagnostics } = load({
    "services/a.toml": 'command = "x"\ndepends-on = ["b"]',
    "services/b.toml": 'command = "x"\nconflicts = ["a"]',
  });
  expect(diagnostics).toMatchObject([
    {
      code: "E0212",
      places: [
        { file: "services/a.toml", line: 2 },
        { file: "services/b.toml", line: 2, label: "excluded here" },
      ],
    },
  ]);
});

it("excluding somebody else is fine", () => {
  const tree = {
    "services/a.toml": 'command = "x"\ndepends-on = ["b"]\nconflicts = ["c"]',
    "services/b.toml": 'command = "x"',
    "services/c.toml": 'command = "x"',
  };
  expect(load(tree).diagnostics).toEqual([]);
});
