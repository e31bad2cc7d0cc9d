import { expect, it } from "vitest";
import { findings, load } from "../../helpers/project.ts";

const codes = (a: string, b: string): readonly string[] =>
  findings(load({ "services/a.toml": `command = "x"\n${a}`, "services/b.toml": `command = "x"\n${b}` })).map(
    (f) => f.slice(0, 5),
  );

it.each([
  ['[ready]\ntcp = "80"', '[ready]\ntcp = "localhost:80"', ["W0302"]],
  ['[ready]\ntcp = "80"', '[ready]\nhttp = "http://127.0.0.1/x"', ["W0302"]],
  ['[ready]\ntcp = "80"', '[ready]\ntcp = "81"', []],
  ['[ready]\ntcp = "80"', '[ready]\ntcp = "192.0.2.1:80"', []],
  ['[ready]\ntcp = "80"', 'wrapper = ["ip", "netns", "exec", "blue"]\n[ready]\ntcp = "80"', []],
])("%j and %j", (a, b, expected) => {
  expect(codes(a, b)).toEqual(expected);
});
