/** Templates: one declaration `NAME@` with `instances` becomes the services `NAME@INSTANCE`. Others pass through. */
import type { Place } from "../diagnostics/diagnostic.ts";
import { nearest } from "../diagnostics/suggest.ts";
import type { Declared } from "./collect.ts";
import type { Documents } from "./documents.ts";
import { misplacedInInstances } from "./misplaced.ts";
import { NAME_HELP, wrongName } from "./names.ts";
import { type Layer, merge, Setting } from "./setting.ts";

/** One service to be: its effective settings and where it was declared. */
export interface Instance {
  readonly name: string;
  readonly instance?: string;
  readonly place: Place;
  readonly root: Setting;
  /** Whether `[log]` is declared for it, defaults apart. */
  readonly declaresLog: boolean;
  readonly damaged: boolean;
}

/** The services of one declaration; none, with a report, when a template has no usable `instances`. */
export function instantiate(declared: Declared, documents: Documents): readonly Instance[] {
  const { name, place, damaged, defaults, layers } = declared;
  const root = effective(defaults, layers);
  const declaresLog = layers.some((layer) => layer.mark.entries?.has("log"));
  if (name.endsWith("@")) return fromTemplate(declared, root, documents);
  const stray = root.keys?.get("instances") ?? root.keys?.get("dir-name") ?? root.keys?.get("instance");
  if (stray !== undefined)
    documents.report({
      code: "E0110",
      severity: "error",
      message: `\`${name}\` is no template, so it has no instances`,
      places: [stray.keyPlace()],
      help: `a template is called \`${name}@\``,
    });
  return [{ name, place, root, declaresLog, damaged }];
}

function fromTemplate(declared: Declared, template: Setting, documents: Documents): readonly Instance[] {
  for (const { source, mark } of declared.layers)
    for (const diagnostic of misplacedInInstances(source, mark)) documents.report(diagnostic);
  const list = template.keys?.get("instances");
  const overrides = template.keys?.get("instance")?.keys ?? new Map<string, Setting>();
  const names = Array.isArray(list?.mark.value) ? list.mark.value.filter((v) => typeof v === "string") : [];
  if (list === undefined && !declared.damaged)
    documents.report({
      code: "E0102",
      severity: "error",
      message: `the template \`${declared.name}\` does not say which instances there are`,
      places: [declared.place],
      help: 'add instances = ["…"]; an empty list is fine',
    });
  for (const [name, setting] of overrides)
    if (!names.includes(name)) unknownInstance(documents, { name, names, setting });
  for (const full of declared.instanceLayers.keys()) unknownLayer(documents, declared, full, names);
  return names.flatMap((instance, i) => one(declared, { instance, index: i, list, overrides }, documents));
}

interface Which {
  readonly instance: string;
  readonly index: number;
  readonly list: Setting | undefined;
  readonly overrides: ReadonlyMap<string, Setting>;
}

function one(declared: Declared, which: Which, documents: Documents): readonly Instance[] {
  const name = `${declared.name}${which.instance}`;
  const place = which.list?.itemPlace(which.index) ?? declared.place;
  const wrong = wrongName(name);
  if (wrong !== undefined) {
    documents.report({ code: "E0205", severity: "error", message: wrong, places: [place], help: NAME_HELP });
    return [];
  }
  const own = which.overrides.get(which.instance);
  const layers = [
    ...declared.layers,
    ...declared.layers.flatMap(({ source, mark }) => {
      const table = mark.entries?.get("instance")?.entries?.get(which.instance);
      return own === undefined || table === undefined ? [] : [{ source, mark: table }];
    }),
    ...(declared.instanceLayers.get(name) ?? []),
  ];
  const declaresLog = layers.some((layer) => layer.mark.entries?.has("log"));
  const root = effective(declared.defaults, layers);
  return [{ name, instance: which.instance, place, root, declaresLog, damaged: declared.damaged }];
}

/** Defaults below, layers above; the key of the whole stays that of the declaration. */
function effective(defaults: readonly Layer[], layers: readonly Layer[]): Setting {
  const [first, ...rest] = [...defaults, ...layers];
  const declaration = layers[0];
  if (first === undefined || declaration === undefined) throw new RangeError("a service has a declaration");
  const merged = merge([first, ...rest]);
  return first === declaration ? merged : new Setting(declaration.mark, declaration.source, merged.keys);
}

function unknownInstance(
  documents: Documents,
  { name, names, setting }: { name: string; names: readonly string[]; setting: Setting },
): void {
  const near = nearest(name, names);
  documents.report({
    code: "E0209",
    severity: "error",
    message: `there is no instance \`${name}\``,
    places: [setting.keyPlace()],
    help: near === undefined ? "add it to `instances`" : `did you mean \`${near}\`?`,
  });
}

function unknownLayer(
  documents: Documents,
  declared: Declared,
  full: string,
  names: readonly string[],
): void {
  const layer = declared.instanceLayers.get(full)?.[0];
  const name = full.slice(declared.name.length);
  if (names.includes(name) || layer === undefined) return;
  unknownInstance(documents, { name, names, setting: new Setting(layer.mark, layer.source) });
}
