/** The library: TOML in, values out. */

export type { Entry, Image, ServiceImage } from "./compile/image.ts";
export type { Project, Service } from "./declare/service.ts";
export type { Diagnostic, LabelledPlace, Place, Severity } from "./diagnostics/diagnostic.ts";
export { hasErrors } from "./diagnostics/diagnostic.ts";
