import { describe, expect, it } from "vitest";
import { load } from "../helpers/project.ts";

function say(toml: string): readonly [string, string | undefined] {
  const [d] = load({ "services/x.toml": toml }).diagnostics;
  return [`${d?.code} ${d?.message}`, d?.help];
}

describe("complaints of the schema", () => {
  it.each([
    ["nice = true", "E0101 `nice` must be an integer, found a boolean", undefined],
    ['nice = "5"', "E0101 `nice` must be an integer, found a string", "remove the quotes"],
    [
      'enabled = "no"',
      "E0101 `enabled` must be true or false, found a string",
      "true and false stand without quotes",
    ],
    ['wants = "a"', "E0101 `wants` must be a list, found a string", 'write ["a"]'],
    ["umask = 27", "E0101 `umask` must be a string, found an integer", 'put it in quotes: "0027"'],
    [
      "[stop]\ntimeout = 30",
      "E0101 `timeout` must be a string, found an integer",
      'put it in quotes, with a unit: "30s"',
    ],
    [
      '[secrets]\nA = "abc"',
      "E0101 `A` must be a table, found a string",
      'write { file = "/path/of/the/secret" }; the secret itself never stands in a declaration',
    ],
    [
      'restart = "always"',
      "E0101 `restart` must be a table, found a string",
      'write [restart] with policy = "always"',
    ],
    ["command = 5", "E0101 `command` must be a string or a list, found an integer", 'put it in quotes: "5"'],
    [
      'type = "deamon"',
      'E0104 `type` cannot be "deamon"',
      'did you mean "daemon"? one of daemon, oneshot, bundle',
    ],
    ['[restart]\npolicy = "xyzzy"', 'E0104 `policy` cannot be "xyzzy"', "one of always, on-failure, never"],
    [
      '[stop]\ntimeout = "5"',
      'E0105 `timeout` is not a duration: "5"',
      'a number and a unit: "500ms", "30s", "5m", "48h", "1d", or "infinity"',
    ],
    ["[log]\nkeep = -1", "E0106 `keep` must be at least 0, found -1", undefined],
    ['description = "x"\nscript = ""', "E0105 `script` is empty", undefined],
    ["[secrets.A]", "E0102 `file` is missing in [secrets.A]", undefined],
  ])("%j", (toml, message, help) => {
    expect(say(toml)).toEqual([message, help]);
  });
});
