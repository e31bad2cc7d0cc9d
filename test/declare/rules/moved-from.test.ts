import { expect, it } from "vitest";
import { findings, load } from "../../helpers/project.ts";

it("the old name is gone, and one service takes over", () => {
  expect(findings(load({ "services/a.toml": 'command = "x"\nmoved-from = "old"' }))).toEqual([]);
  expect(
    findings(
      load({ "services/a.toml": 'command = "x"\nmoved-from = "b"', "services/b.toml": 'command = "x"' }),
    ),
  ).toEqual(["E0216 services/a.toml:2:1 `a` moved from `b`, which is still declared"]);
  expect(
    findings(
      load({
        "services/a.toml": 'command = "x"\nmoved-from = "o"',
        "services/b.toml": 'command = "x"\nmoved-from = "o"',
      }),
    ),
  ).toEqual(["E0216 services/b.toml:2:1 both `a` and `b` moved from `o`"]);
});
