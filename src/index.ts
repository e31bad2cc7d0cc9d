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
