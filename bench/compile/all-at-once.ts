/**
 * `node all-at-once.js PROJECT OUT`: checks a project, writes its directories and prints the plan of a first activation, as
 * a program does that uses the package: one process, each step once, V8 set as the commands set it.
 */
import { firstPlan } from "../../src/dev/first-plan.ts";
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
const planning = { makePlan, manifestOf, renderPlan };
const shown = firstPlan(planning, image, (side, { dirName }, path) =>
  side === "after" ? contentOf(dirName, path) : undefined,
);
process.stdout.write(shown);
