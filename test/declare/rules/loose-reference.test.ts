import { expect, it } from "vitest";
import { findings, load } from "../../helpers/project.ts";

const about = (keys: string, other = ""): readonly string[] =>
  findings(
    load({ "services/x.toml": `command = "x"\n${keys}`, "services/socklog.toml": `command = "x"\n${other}` }),
  );

it.each([
  ['wants = ["sockloq"]', "W0306 services/x.toml:2:10 `wants` names `sockloq`, which is not declared"],
  [
    'conflicts = ["sockloq"]',
    "W0306 services/x.toml:2:14 `conflicts` names `sockloq`, which is not declared",
  ],
  ['after = ["network"]', "W0301 services/x.toml:2:10 `after` names `network`, which is not declared"],
])("%s", (keys, finding) => {
  expect(about(keys)).toEqual([finding]);
});

it.each(['wants = ["network"]', 'wants = ["socklog"]', 'conflicts = ["network"]', 'after = ["socklog"]'])(
  "%s is fine",
  (keys) => {
    expect(about(keys)).toEqual([]);
  },
);

it("an order relative to a service nobody starts", () => {
  expect(about('after = ["socklog"]', "enabled = false")).toEqual([
    "W0301 services/x.toml:2:10 `after` names `socklog`, which is disabled and pulled in by nobody",
  ]);
  expect(about('after = ["socklog"]\ndepends-on = ["socklog"]', "enabled = false")).toEqual([]);
});
