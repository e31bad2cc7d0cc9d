import { existsSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compile, refusalsOf } from "../../src/compile/compile.ts";
import { type LoadOptions, loadProject } from "../../src/declare/load.ts";
import { type Project, type Service, TARGETS } from "../../src/declare/service.ts";
import { DiskProjectFiles } from "../../src/os/project-files.ts";
import { bundle, project, service } from "../helpers/service.ts";
import { imageText, refusals } from "../helpers/tree.ts";

const golden = new URL("../golden/", import.meta.url).pathname;
const examples = new URL("../../examples/", import.meta.url).pathname;
const cases = readdirSync(golden, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => TARGETS.map((target) => ({ name, target })));

/** A case brings its own declarations, or is an example of the same name. */
function load(name: string, options: LoadOptions): Project {
  const own = `${golden}${name}`;
  const folder = existsSync(`${own}/svforge.toml`) ? own : `${examples}${name}`;
  const { project: loaded, diagnostics } = loadProject(new DiskProjectFiles(folder), options);
  if (loaded === undefined)
    throw new Error(diagnostics.map((d) => `${d.places[0]?.file}: ${d.message}`).join("\n"));
  return loaded;
}

describe("golden trees", () => {
  it.each(cases)("$name for $target", async ({ name, target }) => {
    const { image, diagnostics } = compile(load(name, { target }), target);
    const refused = new Set(diagnostics.map((d) => d.message.split(":")[0]));
    const whole = { ...image, services: image.services.filter((s) => !refused.has(s.name)) };
    const messages = diagnostics.map(
      (d) => `refused: ${d.places[0]?.file}:${d.places[0]?.line}: ${d.message}; ${d.help}\n`,
    );
    await expect(`${messages.join("")}\n${imageText(whole)}`).toMatchFileSnapshot(
      `${golden}${name}/${target}.txt`,
    );
  });
});

it.each(cases)("the refusals of $name for $target are the same without an image", ({ name, target }) => {
  const declared = load(name, { target });
  expect(refusalsOf(declared, target)).toEqual(compile(declared, target).diagnostics);
});

it.each(cases.filter(({ target }) => target !== "builtin"))(
  "nothing of ours is named by $name for $target",
  ({ name, target }) => {
    const { image } = compile(load(name, { target }), target);
    expect(imageText(image)).not.toMatch(/svforge|\bnode\b/i);
  },
);

describe("an image", () => {
  it("is the same whatever the order of the services", () => {
    const services = ["b", "a", "C"].map((name) => service({ name, dependsOn: [] }));
    const forward = compile({ ...project(), services }, "runit");
    const backward = compile({ ...project(), services: services.toReversed() }, "runit");
    expect(backward).toEqual(forward);
    expect(forward.image.services.map((s) => s.dirName)).toEqual(["C", "a", "b"]);
  });

  it("leaves bundles out and says what a service starts after", () => {
    const web = service({
      dependsOn: [{ service: "all", condition: "ready", restart: false }],
      essential: true,
    });
    const { image } = compile(
      project(web, bundle("all", "a", "b"), service({ name: "a" }), service({ name: "b" })),
      "s6",
    );
    expect(image.services.map((s) => [s.name, s.essential, s.startsAfter])).toEqual([
      ["a", false, []],
      ["b", false, []],
      ["web", true, ["a", "b"]],
    ]);
  });

  it("has a hash that follows the files and nothing else", () => {
    const hashOf = (overrides: Partial<Service>): string | undefined =>
      compile(project(service(overrides)), "runit").image.services[0]?.hash;
    expect(hashOf({ description: "other", docs: ["x"], dirName: "elsewhere" })).toBe(hashOf({}));
    expect(hashOf({ enabled: false })).not.toBe(hashOf({}));
    expect(hashOf({ umask: 0o22 })).not.toBe(hashOf({}));
  });

  it("tells apply how to reload", () => {
    const reload = { action: { command: ["x", "y"] }, files: ["/etc/x"], onChange: "reload" } as const;
    const { image } = compile(project(service({ reload })), "builtin");
    expect(image.services[0]?.reload).toEqual({ command: ["x", "y"], files: ["/etc/x"], onChange: "reload" });
  });
});

describe("raw files of a target", () => {
  const raw = (path: string, executable = false): Partial<Service> => ({
    targetFiles: {
      runit: [{ path, content: "x\n", executable }],
      s6: [{ path: "other", content: "", executable: false }],
    },
  });

  it("are added for that target alone, as they are", () => {
    const { image } = compile(project(service(raw("control/2", true))), "runit");
    expect(imageText(image)).toContain("==> web/control/2 755\nx\n");
    expect(imageText(image)).not.toContain("other");
    expect(image.services[0]?.definitionAt?.has("control/2")).toBe(false);
  });

  it("never replace a generated one", () => {
    expect(refusals("runit", service(raw("run")))).toEqual([expect.stringContaining("`run`")]);
    expect(refusals("runit", service(raw("run/x")))).toEqual([expect.stringContaining("`run`")]);
  });
});
