import { expect, it } from "vitest";
import { load } from "../../helpers/project.ts";

const tree = { "services/a.toml": 'command = "a"', "services/b.toml": 'command = "b"' };

it("lists and tables of dependencies, with the place of every name", () => {
  const { project } = load({
    ...tree,
    "services/x.toml": 'command = "x"\ndepends-on = ["a", "b"]\nwants = ["a", "nobody"]',
    "services/y.toml": 'command = "y"\n[depends-on]\na = { condition = "started", restart = true }\nb = {}',
  });
  const [x, y] = ["x", "y"].map((name) => project?.services.find((s) => s.name === name));
  expect(x?.dependsOn).toEqual([
    { service: "a", condition: "ready", restart: false },
    { service: "b", condition: "ready", restart: false },
  ]);
  expect(x?.wants).toEqual(["a"]);
  expect(x?.origins.get("depends-on.b")).toMatchObject({ line: 2, column: 20 });
  expect(y?.dependsOn).toEqual([
    { service: "a", condition: "started", restart: true },
    { service: "b", condition: "ready", restart: false },
  ]);
  expect(y?.effective.get("depends-on.a")).toBe("started, restart");
});
