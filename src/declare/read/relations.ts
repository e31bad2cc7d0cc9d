/** The names of other services a declaration mentions, as written; `link.ts` finds out whom they mean. */
import type { Place } from "../../diagnostics/diagnostic.ts";
import type { Reader } from "../reader.ts";
import type { Dependency } from "../service.ts";

export interface Reference {
  readonly name: string;
  readonly place: Place;
}

export interface HardReference extends Reference {
  readonly condition: Dependency["condition"];
  readonly restart: boolean;
}

export interface Relations {
  readonly dependsOn: readonly HardReference[];
  readonly wants: readonly Reference[];
  readonly after: readonly Reference[];
  readonly before: readonly Reference[];
  readonly conflicts: readonly Reference[];
  readonly provides: readonly Reference[];
  readonly partOf: readonly Reference[];
  /** Of a bundle. */
  readonly contents: readonly Reference[];
  /** `log.to = "service:NAME"`. */
  readonly logTo: readonly Reference[];
}

/** Every name with the place it was written at. */
export function readRelations(reader: Reader): Relations {
  return {
    dependsOn: readDependsOn(reader),
    wants: references(reader, "wants"),
    after: references(reader, "after"),
    before: references(reader, "before"),
    conflicts: references(reader, "conflicts"),
    provides: references(reader, "provides"),
    partOf: references(reader, "part-of"),
    contents: references(reader, "contents"),
    logTo: readLogTo(reader),
  };
}

function references(reader: Reader, key: string): readonly Reference[] {
  const setting = reader.at(key);
  if (setting === undefined) return [];
  const isList = Array.isArray(setting.mark.value);
  return (reader.texts(key) ?? []).map((name, i) => {
    const place = isList ? setting.itemPlace(i) : setting.place();
    reader.origins.set(`${key}.${name}`, place);
    return { name, place };
  });
}

function readDependsOn(reader: Reader): readonly HardReference[] {
  const keys = reader.at("depends-on")?.keys;
  if (keys === undefined)
    return references(reader, "depends-on").map((r) => ({
      ...r,
      condition: "ready" as const,
      restart: false,
    }));
  return [...keys].map(([name, setting]) => {
    const path = `depends-on.${name}`;
    const condition = setting.keys?.get("condition")?.mark.value;
    const restart = setting.keys?.get("restart")?.mark.value === true;
    const reference = {
      name,
      place: setting.keyPlace(),
      condition: condition === "started" || condition === "completed" ? condition : "ready",
      restart,
    } satisfies HardReference;
    reader.note(path, setting, `${reference.condition}${restart ? ", restart" : ""}`);
    return reference;
  });
}

function readLogTo(reader: Reader): readonly Reference[] {
  const setting = reader.at("log.to");
  const value = setting === undefined ? undefined : reader.text("log.to");
  if (setting === undefined || !value?.startsWith("service:")) return [];
  return [{ name: value.slice("service:".length), place: setting.place() }];
}
