import { type Command, Option } from "commander";
import { type Diagnostic, hasErrors } from "../../diagnostics/diagnostic.ts";
import { renderGithub } from "../../diagnostics/render-github.ts";
import { renderHuman } from "../../diagnostics/render-human.ts";
import { renderJson } from "../../diagnostics/render-json.ts";
import { EXIT } from "../../protocol/exit-codes.ts";
import { Exit } from "../exit.ts";
import { pathsFrom, readProject } from "../load-project.ts";
import { refusedByTarget } from "../project-image.ts";
import { addProjectOptions, type ProjectOptions } from "../project-options.ts";
import { wantsColour } from "../terminal.ts";

interface Options extends ProjectOptions {
  readonly format: "human" | "json" | "github";
}

/** `svforge check`: every finding on standard output; exit 3 when one is an error. */
export function define(command: Command): void {
  addProjectOptions(command)
    .description(
      "Check every declaration of the project and report all mistakes at once. With --host, for this machine, also that accounts, programs and files exist.",
    )
    .addOption(
      new Option("--format <format>", "how to print findings")
        .choices(["human", "json", "github"])
        .default("human"),
    )
    .action((options: Options) => check(options));
}

function check(options: Options): void {
  const { folder, loaded } = readProject(options, { thorough: true });
  const { sources, project } = loaded;
  // A project with mistakes of its own is not compiled.
  const refused = project === undefined ? [] : refusedByTarget(project);
  const diagnostics = [...loaded.diagnostics, ...refused];
  const pathOf = pathsFrom(folder);
  const print: Record<Options["format"], (found: readonly Diagnostic[]) => string> = {
    human: (found) => renderHuman(found, { sources, colour: wantsColour(process.stdout), pathOf }),
    json: (found) => renderJson(found, pathOf),
    github: (found) => renderGithub(found, pathOf),
  };
  process.stdout.write(print[options.format](diagnostics));
  if (hasErrors(diagnostics)) throw new Exit(EXIT.invalid);
  if (options.format === "human" && diagnostics.length === 0)
    console.log(`${project?.name}: ${count(project?.services.length ?? 0)}, nothing to report`);
}

const count = (services: number): string => (services === 1 ? "1 service" : `${services} services`);
