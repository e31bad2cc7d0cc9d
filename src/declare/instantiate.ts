/** Templates: one declaration `NAME@` with `instances` becomes the services `NAME@INSTANCE`. Others pass through. */
import type { Place } from "../diagnostics/diagnostic.ts";
import { nearest } from "../diagnostics/suggest.ts";
import type { Declared, OpenLayer, PendingLayer } from "./collect.ts";
import type { Documents } from "./documents.ts";
import { misplacedInBundle, misplacedInInstances } from "./misplaced.ts";
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

/** A declaration with its files open. */
interface Opened {
  readonly declared: Declared;
  readonly layers: readonly [OpenLayer, ...OpenLayer[]];
}

/** The services of one declaration; none, with a report, when a template has no usable `instances`. */
export function instantiate(declared: Declared, documents: Documents): readonly Instance[] {
  const [first, ...rest] = openAll(declared.layers);
  if (first === undefined) return [];
  const opened: Opened = { declared, layers: [first, ...rest] };
  const { name, place, defaults } = declared;
  const root = effective(defaults, opened.layers);
  if (root.keys?.get("type")?.mark.value === "bundle")
    for (const { source, mark } of opened.layers)
      for (const diagnostic of misplacedInBundle(source, mark)) documents.report(diagnostic);
  if (name.endsWith("@")) return fromTemplate(opened, root, documents);
  const stray = root.keys?.get("instances") ?? root.keys?.get("dir-name") ?? root.keys?.get("instance");
  if (stray !== undefined)
    documents.report({
      code: "E0110",
      severity: "error",
      message: `\`${name}\` is no template, so it has no instances`,
      places: [stray.keyPlace()],
      help: `a template is called \`${name}@\``,
    });
  return [{ name, place, root, ...about(opened.layers) }];
}

const openAll = (pending: readonly PendingLayer[]): readonly OpenLayer[] =>
  pending.flatMap((p) => p.open() ?? []);

const about = (layers: readonly OpenLayer[]): Pick<Instance, "declaresLog" | "damaged"> => ({
  declaresLog: layers.some((layer) => layer.mark.entries?.has("log")),
  damaged: layers.some((layer) => layer.damaged),
});

function fromTemplate(
  { declared, layers }: Opened,
  template: Setting,
  documents: Documents,
): readonly Instance[] {
  for (const { source, mark } of layers)
    for (const diagnostic of misplacedInInstances(source, mark)) documents.report(diagnostic);
  const list = template.keys?.get("instances");
  const overrides = template.keys?.get("instance")?.keys ?? new Map<string, Setting>();
  const names = Array.isArray(list?.mark.value) ? list.mark.value.filter((v) => typeof v === "string") : [];
  if (list === undefined && !about(layers).damaged)
    documents.report({
      code: "E0102",
      severity: "error",
      message: `the template \`${declared.name}\` does not say which instances there are`,
      places: [declared.place],
      help: 'add instances = ["…"]; an empty list is fine',
    });
  for (const [name, setting] of overrides)
    if (!names.includes(name)) unknownInstance(documents, { name, names, place: setting.keyPlace() });
  for (const [full, [layer]] of declared.instanceLayers) {
    const name = full.slice(declared.name.length);
    if (!names.includes(name) && layer !== undefined)
      unknownInstance(documents, { name, names, place: layer.place });
  }
  return names.flatMap((instance, i) => {
    const place = list?.itemPlace(i) ?? declared.place;
    return one({ declared, layers }, { instance, place, overridden: overrides.has(instance) }, documents);
  });
}

interface Which {
  readonly instance: string;
  readonly place: Place;
  /** There is an `[instance.X]`. */
  readonly overridden: boolean;
}

function one({ declared, layers }: Opened, which: Which, documents: Documents): readonly Instance[] {
  const { instance, place, overridden } = which;
  const name = `${declared.name}${instance}`;
  const wrong = wrongName(name);
  if (wrong !== undefined) {
    documents.report({ code: "E0205", severity: "error", message: wrong, places: [place], help: NAME_HELP });
    return [];
  }
  const own = layers.flatMap((layer) => {
    const mark = layer.mark.entries?.get("instance")?.entries?.get(instance);
    return overridden && mark !== undefined ? [{ ...layer, mark }] : [];
  });
  const all = [...layers, ...own, ...openAll(declared.instanceLayers.get(name) ?? [])];
  return [{ name, instance, place, root: effective(declared.defaults, all), ...about(all) }];
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
  { name, names, place }: { name: string; names: readonly string[]; place: Place },
): void {
  const near = nearest(name, names);
  documents.report({
    code: "E0209",
    severity: "error",
    message: `there is no instance \`${name}\``,
    places: [place],
    help: near === undefined ? "add it to `instances`" : `did you mean \`${near}\`?`,
  });
}
