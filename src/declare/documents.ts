/** Opens the TOML files of a project once each: read, parse, check against the schema, keep text and findings. */
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { type ParsedToml, parseToml } from "./parse.ts";
import type { Positions } from "./positions.ts";
import type { ProjectFiles } from "./project-files.ts";
import { validate } from "./validate.ts";

export interface Document {
  readonly source: Positions;
  /** Something of it was refused, so what is missing may only be unreadable. */
  readonly damaged: boolean;
}

/** The documents of one project and everything found wrong with them. */
export class Documents {
  readonly files: ProjectFiles;
  readonly diagnostics: Diagnostic[] = [];
  /** Text by file, for the excerpts of messages. */
  readonly sources: Map<string, string> = new Map();

  constructor(files: ProjectFiles) {
    this.files = files;
  }

  /** The document at `path`; undefined when there is no such file or it cannot be read. */
  open(path: string, schema: "project" | "service"): Document | undefined {
    const bytes = this.#guard(path, () => this.files.read(path));
    return bytes === undefined ? undefined : this.#accept(path, parseToml(bytes, path), schema);
  }

  /** A document that is no file: the command line. */
  inline(name: string, text: string): Document {
    return this.#accept(name, parseToml(text, name), "service");
  }

  /** Names in a folder that end with `.toml`, without it; none when there is no such folder. */
  stems(folder: string): readonly string[] {
    const entries = this.#guard(folder, () => this.files.list(folder)) ?? [];
    return entries
      .filter((e) => e.kind !== "dir" && e.name.endsWith(".toml") && !e.name.startsWith("."))
      .map((e) => e.name.slice(0, -5));
  }

  /** Names of the folders in a folder. */
  folders(folder: string): readonly string[] {
    const entries = this.#guard(folder, () => this.files.list(folder)) ?? [];
    return entries.filter((e) => e.kind === "dir").map((e) => e.name);
  }

  report(diagnostic: Diagnostic): void {
    this.diagnostics.push(diagnostic);
  }

  #accept(file: string, { positions, diagnostics }: ParsedToml, schema: "project" | "service"): Document {
    this.sources.set(file, positions.text);
    const found = [...diagnostics, ...validate(positions, schema)];
    this.diagnostics.push(...found);
    return { source: positions, damaged: found.length > 0 };
  }

  #guard<T>(path: string, ask: () => T): T | undefined {
    try {
      return ask();
    } catch (error) {
      const message = `cannot read \`${path}\`: ${error instanceof Error ? error.message : String(error)}`;
      this.report({
        code: "E0002",
        severity: "error",
        message,
        places: [{ file: path, line: 1, column: 1 }],
      });
      return undefined;
    }
  }
}
