import { expect, it } from "vitest";
import { type Content, findings, load } from "../../helpers/project.ts";

const RUN = { executable: "#!/bin/sh\nexec x\n" };
const said = (tree: Readonly<Record<string, Content>>): readonly string[] =>
  findings(load({ "svforge.toml": '[project]\nhand-written = ["sv"]\n', "sv/x/run": RUN, ...tree }));

it.each<[string, Readonly<Record<string, Content>>, string]>([
  ["a mode lost", { "sv/x/run": "#!/bin/sh\n" }, "sv/x/run:1:1 `sv/x/run` is not executable"],
  ["no interpreter", { "sv/x/run": { executable: "exec x\n" } }, "`sv/x/run` does not begin with `#!`"],
  ["an empty file", { "sv/x/finish": { executable: "" } }, "`sv/x/finish` does not begin with `#!`"],
  [
    "an editor of another system",
    { "sv/x/log/run": { executable: "#!/bin/sh\r\nexec x\r\n" } },
    "`sv/x/log/run` has a carriage return",
  ],
  ["nothing that reads", { "sv/x/log/.gitkeep": "" }, "sv/x/log:1:1 `sv/x/log` has no `run`"],
])("%s", (_, tree, message) => {
  expect(said(tree)).toEqual([expect.stringMatching(/^W0308 /)]);
  expect(said(tree)[0]).toContain(message);
});

it.each<[string, Readonly<Record<string, Content>>]>([
  ["a script", {}],
  ["a program", { "sv/x/run": { executable: "\x7fELF\x02\x01" } }],
  [
    "a first line longer than the kernel reads",
    { "sv/x/run": { executable: `#!/bin/sh ${"a".repeat(300)}\r\n` } },
  ],
  ["a link, which leads to what only the host knows", { "sv/x/run": { link: "/usr/lib/x/run" } }],
  ["a logger of its own", { "sv/x/log/run": RUN }],
  ["no logger", { "sv/x/log": "" }],
  ["data", { "sv/x/env/HOME": "/root", "sv/x/control/t": "text" }],
])("%s is fine", (_, tree) => {
  expect(said(tree)).toEqual([]);
});

it("is said once of a directory that two services take", () => {
  const services = { "services/a.toml": 'service-dir = "d"\n', "services/b.toml": 'service-dir = "d"\n' };
  expect(findings(load({ ...services, "d/run": "" }))).toHaveLength(1);
});
