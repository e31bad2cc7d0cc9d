import { type Command, Option } from "commander";
import { dotText } from "../../declare/graph/dot.ts";
import { mermaidText } from "../../declare/graph/mermaid.ts";
import { around, type Graph, graphOf } from "../../declare/graph/relations.ts";
import { treeText } from "../../declare/graph/tree.ts";
import { loadProjectOrExit } from "../load-project.ts";
import { refuseUnknown } from "../named-services.ts";
import { addProjectOptions, type ProjectOptions } from "../project-options.ts";

interface Options extends ProjectOptions {
  readonly format: "tree" | "dot" | "mermaid";
  readonly json?: boolean;
}

/** `svforge graph [NAME…]`: what needs what. */
export function define(command: Command): void {
  addProjectOptions(command)
    .description("Print which service needs which.")
    .argument("[name...]", "only what these need and what needs them")
    .addOption(
      new Option("--format <format>", "how to draw it").choices(["tree", "dot", "mermaid"]).default("tree"),
    )
    .option("--json", "print JSON (schema/graph.schema.json)")
    .action((names: string[], options: Options) => graph(names, options));
}

function graph(names: readonly string[], options: Options): void {
  const { project } = loadProjectOrExit(options);
  const whole = graphOf(project);
  refuseUnknown(names, { command: "graph", known: whole.services, where: "is declared" });
  const shown = names.length === 0 ? whole : around(whole, names);
  const draw: Readonly<Record<Options["format"], (graph: Graph) => string>> = {
    tree: treeText,
    dot: dotText,
    mermaid: mermaidText,
  };
  const json = (): string => `${JSON.stringify({ format: "svforge.graph/1", ...shown }, undefined, 2)}\n`;
  process.stdout.write(options.json ? json() : draw[options.format](shown));
}
