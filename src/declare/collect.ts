/**
 * Finds every service a project declares, and the layers of each, lowest first: `[defaults]`, the declaration, its
 * drop-ins, the host's layers, `--set`. Templates are still whole here. Files are opened when their service's turn
 * comes, so that of ten thousand declarations only one is in memory as a tree.
 */
import type { Place } from "../diagnostics/diagnostic.ts";
import { nearest } from "../diagnostics/suggest.ts";
import type { Document, Documents } from "./documents.ts";
import { handWritten } from "./hand-written.ts";
import { HOSTS_FOLDER } from "./hosts.ts";
import { NAME_HELP, wrongDirectoryName, wrongName } from "./names.ts";
import { overrides } from "./overrides.ts";
import type { Mark, Positions } from "./positions.ts";
import type { Layer } from "./setting.ts";

export interface OpenLayer extends Layer {
  /** Something of its document was refused. */
  readonly damaged: boolean;
}

/** A layer not opened yet; undefined when its file turns out to be unreadable. */
export interface PendingLayer {
  readonly place: Place;
  readonly open: () => OpenLayer | undefined;
}

export interface Declared {
  readonly name: string;
  /** Where the service is declared first of all. */
  readonly place: Place;
  /** Of the project, below everything. */
  readonly defaults: readonly Layer[];
  /** The declaration itself and what is laid over it. */
  readonly layers: PendingLayer[];
  /** Of a template: layers over one of its instances only, by the instance's full name. */
  readonly instanceLayers: Map<string, PendingLayer[]>;
  /** So far only a hand-written directory, which a declaration without work of its own may complete. */
  adopted: boolean;
}

export interface CollectOptions {
  readonly project: Document;
  readonly servicesDir: string;
  readonly handWritten: readonly { readonly folder: string; readonly place: Place }[];
  readonly host?: string;
  readonly set: readonly string[];
}

/** All declarations by name, templates under `NAME@`. */
export function collect(documents: Documents, options: CollectOptions): Map<string, Declared> {
  const { project, host } = options;
  const { source, damaged } = project;
  const hostTable = host === undefined ? undefined : source.mark(["host", host]);
  const defaults = [source.mark(["defaults"]), hostTable?.entries?.get("defaults")].flatMap((mark) =>
    mark === undefined ? [] : [{ source, mark }],
  );
  const found = new Found(documents, defaults);
  for (const { name, layer, place } of handWritten(documents, options.handWritten))
    found.add(name, { place, open: () => ({ ...layer, damaged: false }) }, true);
  for (const [name, mark] of source.mark(["service"])?.entries ?? [])
    found.add(name, { place: source.placeOfKey(mark), open: () => ({ source, mark, damaged }) });
  serviceFiles(found, options.servicesDir);
  if (host !== undefined) hostLayers(found, host, { source, table: hostTable });
  overrides(documents, found, options.set);
  return found.byName;
}

/** The declarations found so far. */
class Found {
  readonly byName: Map<string, Declared> = new Map();
  readonly documents: Documents;
  readonly #defaults: readonly Layer[];

  constructor(documents: Documents, defaults: readonly Layer[]) {
    this.documents = documents;
    this.#defaults = defaults;
  }

  /** A new service. A hand-written directory of the same name becomes what it runs, if it runs nothing itself. */
  add(name: string, layer: PendingLayer, adopted = false): void {
    const { place } = layer;
    const wrong = adopted ? wrongDirectoryName(name) : wrongName(name);
    const earlier = this.byName.get(name);
    if (wrong !== undefined)
      this.#report({ code: "E0205", message: wrong, places: [place], help: NAME_HELP });
    else if (earlier === undefined)
      this.byName.set(name, {
        name,
        place,
        defaults: this.#defaults,
        layers: [layer],
        instanceLayers: new Map(),
        adopted,
      });
    else if (earlier.adopted && !declaresWork(layer)) {
      earlier.adopted = false;
      earlier.layers.push(layer);
    } else
      this.#report({
        code: "E0204",
        message: `the service \`${name}\` is declared twice`,
        places: [place, { ...earlier.place, label: "first declared here" }],
      });
  }

  /** A layer over a service already found, or over one instance of a template; reports one over nothing. */
  overlay(name: string, layer: PendingLayer): void {
    const below = this.byName.get(name);
    const template = this.byName.get(name.replace(/@.+$/, "@"));
    if (below !== undefined) below.layers.push(layer);
    else if (template !== undefined)
      template.instanceLayers.set(name, [...(template.instanceLayers.get(name) ?? []), layer]);
    else {
      const near = nearest(name, [...this.byName.keys()]);
      this.#report({
        code: "E0202",
        message: `this changes \`${name}\`, but no such service is declared`,
        places: [layer.place],
        ...(near !== undefined && { help: `did you mean \`${near}\`?` }),
      });
    }
  }

  #report(finding: Omit<Parameters<Documents["report"]>[0], "severity">): void {
    this.documents.report({ severity: "error", ...finding });
  }
}

const WORK_KEYS = ["command", "script", "service-dir", "up", "contents"];

function declaresWork(layer: PendingLayer): boolean {
  const entries = layer.open()?.mark.entries;
  return WORK_KEYS.some((key) => entries?.has(key) === true);
}

function serviceFiles(found: Found, folder: string): void {
  const { documents } = found;
  for (const name of documents.stems(folder)) found.add(name, file(documents, `${folder}/${name}.toml`));
  for (const dropIns of documents.folders(folder).filter((f) => f.endsWith(".d")))
    for (const stem of documents.stems(`${folder}/${dropIns}`))
      found.overlay(dropIns.slice(0, -2), file(documents, `${folder}/${dropIns}/${stem}.toml`));
}

/** A service that only `hosts/HOST/` knows is declared there, if it says what to run. */
function hostLayers(
  found: Found,
  host: string,
  { source, table }: { source: Positions; table: Mark | undefined },
): void {
  const folder = `${HOSTS_FOLDER}/${host}`;
  for (const name of found.documents.stems(folder)) {
    const layer = file(found.documents, `${folder}/${name}.toml`);
    if (!found.byName.has(name) && declaresWork(layer)) found.add(name, layer);
    else found.overlay(name, layer);
  }
  for (const [name, mark] of table?.entries?.get("service")?.entries ?? [])
    found.overlay(name, { place: source.placeOfKey(mark), open: () => ({ source, mark, damaged: false }) });
}

/** A file as a layer; opened and checked once, however often it is asked for. */
function file(documents: Documents, path: string): PendingLayer {
  let opened: { readonly layer: OpenLayer | undefined } | undefined;
  const open = (): OpenLayer | undefined => {
    const document = documents.open(path, "service");
    return document && { source: document.source, mark: document.source.root, damaged: document.damaged };
  };
  return {
    place: { file: path, line: 1, column: 1 },
    open: () => {
      opened ??= { layer: open() };
      return opened.layer;
    },
  };
}
