import { expect, it } from "vitest";
import { load } from "../../helpers/project.ts";

const found = (files: Readonly<Record<string, string>>): readonly string[] =>
  load(files).diagnostics.map(
    (d) => `${d.code} ${d.places[0]?.file}:${d.places[0]?.line} ${d.message} (${d.help})`,
  );

it("says once for a template that [env] is not expanded", () => {
  const text = 'command = "a"\ninstances = ["1", "2"]\n[env]\nPORT = "80${instance}"';
  expect(found({ "services/a@.toml": text })).toEqual([
    "W0309 services/a@.toml:4 PORT reaches the process with `${instance}` in it (nothing in [env] is expanded; give each instance its own in [instance.NAME.env])",
  ]);
});

it("says it of variables of the file, shared ones included", () => {
  const files = {
    "svforge.toml": '[defaults.env]\nDIR = "/srv/${var.dir:-x}"',
    "services/a.toml": 'command = "a"',
    "services/b.toml": 'command = "b"\n[vars]\nx = "1"\n[env]\nX = "${var.x}"',
  };
  expect(found(files)).toEqual([
    "W0309 services/b.toml:5 X reaches the process with `${var.x}` in it (nothing in [env] is expanded; write the value itself)",
    "W0309 svforge.toml:2 DIR reaches the process with `${var.dir:-x}` in it (nothing in [env] is expanded; write the value itself)",
  ]);
});

it.each(["${name}-%h", "$HOME", "$${instance", "${instances}", "{var.x}"])(
  "leaves %s to the program",
  (value) => {
    expect(found({ "services/a.toml": `command = "a"\n[env]\nX = '${value}'` })).toEqual([]);
  },
);

it("what it advises is silent, and works", () => {
  const text = 'command = "a"\ninstances = ["1"]\n[instance.1.env]\nPORT = "81"';
  const { project, diagnostics } = load({ "services/a@.toml": text });
  expect([diagnostics, project?.services[0]?.env]).toEqual([[], [["PORT", "81"]]]);
});
