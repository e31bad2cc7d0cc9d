/**
 * A project folder to a `Project`: every declaration read, layered, checked and linked. All findings of all files come
 * back at once, in the order of file, line and column.
 */
import { byPlace, type Diagnostic, hasErrors, type Place } from "../diagnostics/diagnostic.ts";
import { collect } from "./collect.ts";
import { type Document, Documents } from "./documents.ts";
import { checkHost, type HostFacts } from "./host-check.ts";
import { checkHostName, checkOtherHosts } from "./hosts.ts";
import { instantiate } from "./instantiate.ts";
import { link } from "./link.ts";
import { misplaced } from "./misplaced.ts";
import { PROJECT_FILE, type ProjectFiles } from "./project-files.ts";
import { checkAll } from "./rules/index.ts";
import { type Project, TARGETS, type TargetName } from "./service.ts";
import { type Draft, serviceFrom } from "./service-from.ts";

export interface LoadOptions {
  /** Host whose layers apply, and the value of `${host}`. */
  readonly host?: string;
  /** `SERVICE.KEY=VALUE`, as given to `--set`. */
  readonly set?: readonly string[];
  /** Instead of the project's own. */
  readonly target?: TargetName;
  /** Also look for mistakes in the files of all other hosts. */
  readonly checkAllHosts?: boolean;
  /** Also check that this host has what the declarations name. */
  readonly facts?: HostFacts;
}

export interface Loaded {
  /** Undefined when there is an error among `diagnostics`. */
  readonly project?: Project;
  readonly diagnostics: readonly Diagnostic[];
  /** Text of every file read, by the name that places carry. */
  readonly sources: ReadonlyMap<string, string>;
}

/** Loads the project in `files`. Throws only for what is our own bug. */
export function loadProject(files: ProjectFiles, options: LoadOptions = {}): Loaded {
  const documents = new Documents(files);
  const document = documents.open(PROJECT_FILE, "project");
  const project = document === undefined ? missing(documents) : fromDocument(documents, document, options);
  const diagnostics = documents.diagnostics.sort(byPlace);
  const { sources } = documents;
  return project === undefined || hasErrors(diagnostics)
    ? { diagnostics, sources }
    : { project, diagnostics, sources };
}

function missing(documents: Documents): undefined {
  if (documents.diagnostics.length > 0) return undefined;
  const help = "`svforge init` makes a project; --project=DIR names another folder";
  documents.report({
    code: "E0001",
    severity: "error",
    message: `there is no ${PROJECT_FILE} here`,
    places: [],
    help,
  });
  return undefined;
}

function fromDocument(documents: Documents, document: Document, options: LoadOptions): Project {
  const { host, set = [] } = options;
  for (const diagnostic of misplaced(document.source)) documents.report(diagnostic);
  if (host !== undefined) checkHostName(documents, document.source, host);
  if (options.checkAllHosts === true) checkOtherHosts(documents, host);
  const settings = new ProjectSettings(document);
  const declared = collect(documents, {
    project: document,
    servicesDir: settings.text("services-dir") ?? "services",
    handWritten: settings.handWritten(),
    ...(host !== undefined && { host }),
    set,
  });
  const known = new Set(declared.keys());
  const drafts: Draft[] = [];
  for (const declaration of declared.values()) {
    for (const instance of instantiate(declaration, documents))
      drafts.push(serviceFrom(instance, documents, host));
    declared.delete(declaration.name);
  }
  const linked = link(drafts, known, (d) => documents.report(d));
  const target = options.target ?? TARGETS.find((t) => t === settings.text("target")) ?? "builtin";
  const onHost = options.facts === undefined ? [] : checkHost({ ...linked, target }, options.facts);
  for (const diagnostic of [...checkAll(linked), ...onHost]) documents.report(diagnostic);
  const [scanDir, stateDir] = [settings.text("scan-dir"), settings.text("state-dir")];
  const catchAll = settings.text("catch-all");
  return {
    name: settings.text("name") ?? "svforge",
    target,
    ...(scanDir !== undefined && { scanDir }),
    ...(stateDir !== undefined && { stateDir }),
    ...(catchAll !== undefined && { catchAll }),
    services: linked.services,
  };
}

/** `[project]`. */
class ProjectSettings {
  readonly #document: Document;

  constructor(document: Document) {
    this.#document = document;
  }

  text(key: string): string | undefined {
    const value = this.#document.source.mark(["project", key])?.value;
    return typeof value === "string" ? value : undefined;
  }

  handWritten(): readonly { folder: string; place: Place }[] {
    const { source } = this.#document;
    const mark = source.mark(["project", "hand-written"]);
    const items = mark?.items ?? (mark === undefined ? [] : [mark]);
    return items.flatMap(({ value, start, end }) =>
      typeof value === "string" ? [{ folder: value, place: source.place(start, end) }] : [],
    );
  }
}
