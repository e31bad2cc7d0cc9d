/** From a checked project to its image: relative log directories settle below the state directory, then compile. */
import { join } from "node:path";
import { compile, refusalsOf } from "../compile/compile.ts";
import type { Image } from "../compile/image.ts";
import type { Project, Service } from "../declare/service.ts";
import { type Diagnostic, hasErrors } from "../diagnostics/diagnostic.ts";
import { renderHuman } from "../diagnostics/render-human.ts";
import { EXIT } from "../protocol/exit-codes.ts";
import { Exit } from "./exit.ts";
import type { LoadedProject } from "./load-project.ts";
import { wantsColour } from "./terminal.ts";

/** Compiles for the project's target. What the target cannot say is printed and ends the command with 3. */
export function compileOrExit(
  { project, sources, pathOf }: Pick<LoadedProject, "project" | "sources" | "pathOf">,
  stateDir: string,
): Image {
  const { image, diagnostics } = compile(withLogsBelow(project, stateDir), project.target);
  process.stderr.write(renderHuman(diagnostics, { sources, colour: wantsColour(process.stderr), pathOf }));
  if (hasErrors(diagnostics)) throw new Exit(EXIT.invalid);
  return image;
}

/** What the project's target cannot say; where relative log directories settle makes no difference to that. */
export function refusedByTarget(project: Project): readonly Diagnostic[] {
  return refusalsOf(withLogsBelow(project, "/"), project.target);
}

function withLogsBelow(project: Project, stateDir: string): Project {
  return { ...project, services: project.services.map((s) => withLogBelow(s, stateDir)) };
}

function withLogBelow(service: Service, stateDir: string): Service {
  const { log } = service;
  if (log?.to.kind !== "dir" || log.to.dir.startsWith("/")) return service;
  return { ...service, log: { ...log, to: { kind: "dir", dir: join(stateDir, log.to.dir) } } };
}
