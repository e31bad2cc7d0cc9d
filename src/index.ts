/** The library: TOML in, values out. */

export type { Compiled } from "./compile/compile.ts";
export { compile } from "./compile/compile.ts";
export { withDefinition } from "./compile/definition.ts";
export type { Entry, Image, ServiceImage } from "./compile/image.ts";
export type { ProjectDeclaration, ServiceDeclaration } from "./declare/declaration.gen.ts";
export type { Loaded, LoadOptions } from "./declare/load.ts";
export { loadProject } from "./declare/load.ts";
export type { ParsedToml } from "./declare/parse.ts";
export { parseToml } from "./declare/parse.ts";
export type { Kind, Path, Positions, TomlTable, TomlValue } from "./declare/positions.ts";
export type { FileEntry, ProjectFiles } from "./declare/project-files.ts";
export type { Project, Service } from "./declare/service.ts";
export type { Diagnostic, LabelledPlace, Place, Severity } from "./diagnostics/diagnostic.ts";
export { hasErrors } from "./diagnostics/diagnostic.ts";
export type { Change, ChangeClass, Drift, Effect, Reason } from "./plan/change.ts";
export type { Manifest, ServiceRecord } from "./plan/manifest.ts";
export { manifestOf } from "./plan/manifest.ts";
export type { LiveEntry, Observation } from "./plan/observation.ts";
export type { Plan, PlanInput } from "./plan/plan.ts";
export { hasChanges, makePlan } from "./plan/plan.ts";
export { renderHuman as renderPlan } from "./plan/render-human.ts";
export { planJson } from "./plan/render-json.ts";
export { renderMarkdown as renderPlanMarkdown } from "./plan/render-markdown.ts";
export { renderPatch as renderPlanPatch } from "./plan/render-patch.ts";
