import { expect, it } from "vitest";
import { findings, load } from "../../helpers/project.ts";

it("two services with one directory are shown together", () => {
  const loaded = load({ "services/t@.toml": 'command = "x"\ninstances = ["a", "b"]\ndir-name = "same"' });
  expect(findings(loaded)).toEqual([
    "E0204 services/t@.toml:3:1 `t@b` and `t@a` have the same directory `same`",
  ]);
});

it("an instance may take a directory only if nobody has it", () => {
  const loaded = load({
    "services/t@.toml": 'command = "x"\ninstances = ["a"]\ndir-name = "web"',
    "services/web.toml": 'command = "x"',
  });
  expect(findings(loaded)).toEqual([
    "E0204 services/web.toml:1:1 `web` and `t@a` have the same directory `web`",
  ]);
});
