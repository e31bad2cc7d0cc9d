import { expect, it } from "vitest";
import { placeOf } from "../../../src/declare/rules/place-of.ts";
import { service } from "../../helpers/project.ts";

it("is the first declared key, then the service, then nothing", () => {
  const x = service('command = "a"\nnice = 1');
  const declared = { file: "f", line: 9, column: 1 };
  const linked = { services: [x], edges: [], loose: [], places: new Map([["x", declared]]) };
  expect(placeOf(linked, x, "umask", "nice")).toMatchObject([{ line: 2, column: 1 }]);
  expect(placeOf(linked, x, "umask")).toEqual([declared]);
  expect(placeOf({ ...linked, places: new Map() }, x)).toEqual([]);
});
