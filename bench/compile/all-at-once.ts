/**
 * `node all-at-once.js PROJECT OUT`: checks a project, writes its directories and prints the plan of a first activation, as
 * a program does that uses the package: one process, each step once, V8 set as the commands set it.
 */
import { compile, loadProject, makePlan, manifestOf, renderPlan } from "../../src/index.ts";
import { prepareForBurst } from "../../src/os/heap.ts";
import { DiskProjectFiles } from "../../src/os/project-files.ts";
import { writeDirectories } from "../../src/os/write-tree.ts";

prepareForBurst();
const [folder = "", out = ""] = process.argv.slice(2);
const { project, diagnostics } = loadProject(new DiskProjectFiles(folder), { checkAllHosts: true });
if (project === undefined) throw new Error(diagnostics.map((d) => d.message).join("\n"));
const { image, diagnostics: refused } = compile(project, project.target);
if (refused.length > 0) throw new Error(refused.map((d) => d.message).join("\n"));
writeDirectories(out, image.services);
const images = new Map(image.services.map((service) => [service.dirName, service]));
const contentOf = (dirName: string, path: string): Uint8Array | undefined => {
  const entry = images.get(dirName)?.entries.find((e) => e.path === path);
  return entry?.kind === "file" ? entry.content : undefined;
};
const plan = makePlan({
  current: null,
  desired: manifestOf(image),
  observed: { monitor: "none", entries: [], blind: [] },
  adopt: new Set(),
  onDrift: "refuse",
  allowEssential: false,
  allowEmpty: false,
  base: { generation: null, lineage: "" },
  source: {},
  context: 3,
  contentOf: (side, { dirName }, path) => (side === "after" ? contentOf(dirName, path) : undefined),
});
const plain = (text: string): string => text;
const paint = { red: plain, green: plain, yellow: plain, cyan: plain, bold: plain, dim: plain };
process.stdout.write(renderPlan(plan, { short: false, full: false, showUnchanged: false, paint }));
