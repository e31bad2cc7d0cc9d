/** `svforge explain NAME`: every value with its place, the environment, and what the service does now. */
import { join } from "node:path";
import { type Explanation, explain } from "../declare/explanation.ts";
import { nearest } from "../diagnostics/suggest.ts";
import { visible } from "../diagnostics/visible.ts";
import { limitsOf } from "../os/process-facts.ts";
import { readServiceStatus } from "../os/service-status.ts";
import { EXIT } from "../protocol/exit-codes.ts";
import { resolveDirs } from "./dirs.ts";
import { Exit } from "./exit.ts";
import { humanDuration, table } from "./human.ts";
import { limitNotes } from "./limits-now.ts";
import { loadProjectOrExit, pathsFrom } from "./load-project.ts";
import type { ProjectOptions } from "./project-options.ts";
import { type ServiceView, viewOf } from "./status-view.ts";
import { type Paint, paint, wantsColour } from "./terminal.ts";

export interface ExplainOptions extends ProjectOptions {
  readonly scanDir?: string;
  readonly json?: boolean;
}

/** Prints it; ends the command when there is no such service or the project has mistakes. */
export function explainService(name: string, options: ExplainOptions): void {
  const { folder, project } = loadProjectOrExit(options);
  const service = project.services.find((s) => s.name === name || s.dirName === name);
  if (service === undefined) {
    const near = nearest(
      name,
      project.services.map((s) => s.name),
    );
    const hint = near === undefined ? "" : `; did you mean ${near}?`;
    throw new Exit(EXIT.failure, `svforge explain: no service ${name} is declared${hint}`);
  }
  const explanation = explain(service, project);
  const { scanDir } = resolveDirs({ scanDir: options.scanDir, project: folder }, project);
  const directory = join(scanDir, service.dirName);
  const seen = viewOf(service.name, readServiceStatus(directory), { now: Date.now(), definition: undefined });
  const limits = seen.pid === 0 ? [] : limitNotes(service.limits, limitsOf(seen.pid));
  const view = { ...seen, notes: [...seen.notes, ...limits] };
  if (options.json) {
    const { mood: _, name: __, ...state } = view;
    const document = { format: "svforge.explain/1", ...explanation, directory, state };
    console.log(JSON.stringify(document, undefined, 2));
    return;
  }
  const colours = paint(wantsColour(process.stdout));
  console.log(text(explanation, { pathOf: pathsFrom(folder), colours }));
  if (service.work.kind === "bundle") return;
  console.log(`\n${environmentText(explanation, colours)}`);
  console.log(`\n${colours.bold("State")}\n${stateText(view, { directory, enabled: service.enabled })}`);
}

interface View {
  readonly pathOf: (file: string) => string;
  readonly colours: Paint;
}

function text(explanation: Explanation, { pathOf, colours }: View): string {
  const { name, description, keys, neededBy } = explanation;
  const rows = keys.map(({ key, value, place }) => [
    key,
    shorten(visible(value)),
    place === undefined ? "default" : `${visible(pathOf(place.file))}:${place.line}`,
  ]);
  const title = `${colours.bold(name)}${description === undefined ? "" : `: ${visible(description)}`}`;
  const needed = neededBy.length === 0 ? [] : [`needed by ${neededBy.join(", ")}`];
  return [[title, ...needed].join("\n"), table([["KEY", "VALUE", "FROM"], ...rows]).join("\n")].join("\n\n");
}

function environmentText({ environment }: Explanation, colours: Paint): string {
  return [colours.bold("Environment"), ...environmentLines(environment)].join("\n");
}

function environmentLines({ inherited, files, variables }: Explanation["environment"]): readonly string[] {
  const base =
    inherited === "all"
      ? "everything the supervisor has"
      : inherited === "none"
        ? "nothing of the supervisor's"
        : `of the supervisor's: ${inherited.join(" ")}`;
  return [
    `  ${base}`,
    ...files.map((file) => `  what ${visible(file)} holds`),
    ...variables.map(([name, value]) => `  ${name}=${shorten(visible(value))}`),
  ];
}

function stateText(
  view: ServiceView,
  { directory, enabled }: { directory: string; enabled: boolean },
): string {
  const since = view.sinceMs === undefined ? "" : ` for ${humanDuration(view.sinceMs)}`;
  const pid = view.pid === 0 ? "" : `, pid ${view.pid}`;
  const disabled = enabled ? [] : ["enabled = false: it starts only when asked to"];
  const notes = [...view.notes, ...disabled].map((note) => `\n  ${visible(note)}`).join("");
  return `  ${view.state}${since}${pid} (${directory})${notes}`;
}

const shorten = (text: string): string => (text.length > 90 ? `${text.slice(0, 89)}…` : text);
