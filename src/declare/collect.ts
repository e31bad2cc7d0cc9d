/**
 * Finds every service a project declares, and the layers of each, lowest first: `[defaults]`, the declaration, its
 * drop-ins, the host's layers, `--set`. Templates are still whole here.
 */
import type { Place } from "../diagnostics/diagnostic.ts";
import { nearest } from "../diagnostics/suggest.ts";
import type { Document, Documents } from "./documents.ts";
import { handWritten } from "./hand-written.ts";
import { NAME_HELP, wrongName } from "./names.ts";
import { overrides } from "./overrides.ts";
import type { Mark, Positions } from "./positions.ts";
import type { Layer } from "./setting.ts";

export interface Declared {
  readonly name: string;
  /** Where the service is declared first of all. */
  readonly place: Place;
  /** Of the project, below everything. */
  readonly defaults: readonly Layer[];
  /** The declaration itself and what is laid over it. */
  readonly layers: Layer[];
  /** Of a template: layers over one of its instances only, by the instance's full name. */
  readonly instanceLayers: Map<string, Layer[]>;
  damaged: boolean;
}

export interface CollectOptions {
  readonly project: Document;
  readonly servicesDir: string;
  readonly handWritten: readonly { readonly folder: string; readonly place: Place }[];
  readonly host?: string;
  readonly set: readonly string[];
}

/** All declarations by name, templates under `NAME@`. */
export function collect(documents: Documents, options: CollectOptions): ReadonlyMap<string, Declared> {
  const { project, host } = options;
  const hostTable = host === undefined ? undefined : project.source.mark(["host", host]);
  const defaults = [project.source.mark(["defaults"]), hostTable?.entries?.get("defaults")].flatMap((mark) =>
    mark === undefined ? [] : [{ source: project.source, mark }],
  );
  const found = new Found(documents, defaults);
  for (const entry of handWritten(documents, options.handWritten)) found.add(entry);
  inlineServices(found, project);
  serviceFiles(found, options.servicesDir);
  if (host !== undefined) hostLayers(found, host, { project: project.source, table: hostTable });
  overrides(documents, found, options.set);
  return found.byName;
}

/** The declarations found so far. */
export class Found {
  readonly byName: Map<string, Declared> = new Map();
  readonly documents: Documents;
  readonly #defaults: readonly Layer[];

  constructor(documents: Documents, defaults: readonly Layer[]) {
    this.documents = documents;
    this.#defaults = defaults;
  }

  /** A new service. A hand-written directory of the same name becomes what it runs, if it runs nothing itself. */
  add({
    name,
    layer,
    place,
    damaged = false,
  }: {
    name: string;
    layer: Layer;
    place: Place;
    damaged?: boolean;
  }): void {
    const wrong = wrongName(name);
    if (wrong !== undefined) {
      this.documents.report({
        code: "E0205",
        severity: "error",
        message: wrong,
        places: [place],
        help: NAME_HELP,
      });
      return;
    }
    const earlier = this.byName.get(name);
    if (earlier === undefined)
      this.byName.set(name, {
        name,
        place,
        defaults: this.#defaults,
        layers: [layer],
        instanceLayers: new Map(),
        damaged,
      });
    else if (isAdopted(earlier) && !declaresWork(layer.mark)) this.overlay(name, layer, damaged);
    else
      this.documents.report({
        code: "E0204",
        severity: "error",
        message: `the service \`${name}\` is declared twice`,
        places: [place, { ...earlier.place, label: "first declared here" }],
      });
  }

  /** A layer over a service already found; reports and ignores one over nothing. */
  overlay(name: string, layer: Layer, damaged = false): void {
    const below = this.byName.get(name);
    const template = this.byName.get(name.replace(/@.+$/, "@"));
    const damagedOne = below ?? template;
    if (below !== undefined) below.layers.push(layer);
    else if (template !== undefined)
      template.instanceLayers.set(name, [...(template.instanceLayers.get(name) ?? []), layer]);
    else this.#unknown(name, layer.source.placeOfKey(layer.mark));
    if (damagedOne !== undefined) damagedOne.damaged ||= damaged;
  }

  #unknown(name: string, place: Place): void {
    const near = nearest(name, [...this.byName.keys()]);
    this.documents.report({
      code: "E0202",
      severity: "error",
      message: `this changes \`${name}\`, but no such service is declared`,
      places: [place],
      ...(near !== undefined && { help: `did you mean \`${near}\`?` }),
    });
  }
}

const WORK_KEYS = ["command", "script", "service-dir", "up", "contents"];
const declaresWork = (mark: Mark): boolean => WORK_KEYS.some((key) => mark.entries?.has(key) === true);

/** Whether the only layer so far is a hand-written directory. */
const isAdopted = ({ layers }: Declared): boolean =>
  layers.length === 1 &&
  layers[0] !== undefined &&
  layers[0].mark.keyStart < 0 &&
  layers[0].mark.entries?.size === 1;

function inlineServices(found: Found, { source, damaged }: Document): void {
  for (const [name, mark] of source.mark(["service"])?.entries ?? [])
    found.add({ name, layer: { source, mark }, place: source.placeOfKey(mark), damaged });
}

function serviceFiles(found: Found, folder: string): void {
  for (const name of found.documents.stems(folder)) {
    const layer = open(found, `${folder}/${name}.toml`);
    if (layer !== undefined) found.add({ name, ...layer });
  }
  for (const dropIns of found.documents.folders(folder).filter((f) => f.endsWith(".d")))
    for (const stem of found.documents.stems(`${folder}/${dropIns}`)) {
      const over = open(found, `${folder}/${dropIns}/${stem}.toml`);
      if (over !== undefined) found.overlay(dropIns.slice(0, -2), over.layer, over.damaged);
    }
}

/** A service that only `hosts/HOST/` knows is declared there, if it says what to run. */
function hostLayers(
  found: Found,
  host: string,
  inline: { project: Positions; table: Mark | undefined },
): void {
  for (const name of found.documents.stems(`hosts/${host}`)) {
    const opened = open(found, `hosts/${host}/${name}.toml`);
    if (opened === undefined) continue;
    if (!found.byName.has(name) && declaresWork(opened.layer.mark)) found.add({ name, ...opened });
    else found.overlay(name, opened.layer, opened.damaged);
  }
  for (const [name, mark] of inline.table?.entries?.get("service")?.entries ?? [])
    found.overlay(name, { source: inline.project, mark });
}

function open(found: Found, path: string): { layer: Layer; place: Place; damaged: boolean } | undefined {
  const document = found.documents.open(path, "service");
  if (document === undefined) return undefined;
  const { source, damaged } = document;
  return { layer: { source, mark: source.root }, place: { file: path, line: 1, column: 1 }, damaged };
}
