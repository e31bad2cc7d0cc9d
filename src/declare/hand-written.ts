/** `hand-written` folders: each directory in them with a file `run` is a service, as the distribution's `/etc/rc` would be. */
import type { Place } from "../diagnostics/diagnostic.ts";
import { plainPath } from "./adopt.ts";
import type { Documents } from "./documents.ts";
import { type Mark, Positions } from "./positions.ts";
import type { Layer } from "./setting.ts";
import { assign, Node, newTable } from "./toml-tables.ts";

export interface HandWritten {
  readonly name: string;
  readonly layer: Layer;
  readonly place: Place;
}

/** The services of `folders`, as if each declared `service-dir`. Directories without `run` and dot-names are none. */
export function handWritten(
  documents: Documents,
  folders: readonly { readonly folder: string; readonly place: Place }[],
): readonly HandWritten[] {
  return folders.flatMap(({ folder, place }) => {
    const path = plainPath(folder);
    if (path === undefined || documents.files.list(path) === undefined) {
      const message = `there is no folder \`${folder}\` in the project`;
      documents.report({ code: "E0210", severity: "error", message, places: [place] });
      return [];
    }
    return documents
      .folders(path)
      .filter((name) => !name.startsWith(".") && hasRun(documents, `${path}/${name}`))
      .map((name) => ({ name, place, layer: layerFor(`${path}/${name}`, place) }));
  });
}

const hasRun = (documents: Documents, folder: string): boolean =>
  documents.files.list(folder)?.some((e) => e.name === "run" && e.kind !== "dir") === true;

/** `service-dir = path`, as if written at `place`. */
function layerFor(path: string, place: Place): Layer {
  const root = newTable(0, 0);
  const leaf = new Node(path, "string", 0, 0);
  assign(root, [{ key: "service-dir", start: 0, end: 0 }], leaf);
  return { source: new FixedPlace(place, root), mark: root };
}

/** Everything stands where the folder is named. */
class FixedPlace extends Positions {
  readonly #place: Place;

  constructor(place: Place, root: Mark) {
    super(place.file, "", root);
    this.#place = place;
  }

  override place(): Place {
    return this.#place;
  }
}
