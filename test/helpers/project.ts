/** Projects from a map of path to content, and what is said about them. */
import { type Loaded, type LoadOptions, loadProject } from "../../src/declare/load.ts";
import type { FileEntry, ProjectFiles } from "../../src/declare/project-files.ts";
import type { Service } from "../../src/declare/service.ts";

/** Content of a file; an executable one; a symbolic link; or something that cannot be read. */
export type Content =
  | string
  | { readonly executable: string }
  | { readonly link: string }
  | { readonly bytes: Uint8Array }
  | { readonly fails: string };

/** The files of a project folder, links followed as the real one does. */
export function filesOf(tree: Readonly<Record<string, Content>>): ProjectFiles {
  const at = (path: string): Content | undefined => tree[path.replace(/^\.\//, "")];
  return {
    read(path) {
      const content = at(path);
      if (content === undefined) return undefined;
      if (typeof content === "string") return new TextEncoder().encode(content);
      if ("bytes" in content) return content.bytes;
      if ("fails" in content) throw new Error(content.fails);
      if ("link" in content) return this.read(content.link);
      return new TextEncoder().encode(content.executable);
    },
    list(folder) {
      const prefix = folder === "." ? "" : `${folder}/`;
      const below = Object.keys(tree).filter((path) => path.startsWith(prefix));
      const names = [...new Set(below.map((path) => path.slice(prefix.length).split("/")[0] ?? ""))];
      return below.length === 0 ? undefined : names.sort().map((name) => entry(name, at(`${prefix}${name}`)));
    },
    readlink(path) {
      const content = at(path);
      return typeof content === "object" && "link" in content ? content.link : undefined;
    },
  };
}

function entry(name: string, content: Content | undefined): FileEntry {
  const is = (key: string): boolean => typeof content === "object" && key in content;
  const kind = content === undefined ? "dir" : is("link") ? "symlink" : "file";
  return { name, kind, executable: is("executable") };
}

/** Loads a project; without a project file, an empty one is there. */
export function load(tree: Readonly<Record<string, Content>>, options: LoadOptions = {}): Loaded {
  return loadProject(filesOf({ "svforge.toml": "", ...tree }), options);
}

/** The findings, one line each: `E0103 svforge.toml:2:1 unknown key …`. */
export function findings(loaded: Loaded): readonly string[] {
  return loaded.diagnostics.map(({ code, message, places: [place] }) =>
    place === undefined
      ? `${code} ${message}`
      : `${code} ${place.file}:${place.line}:${place.column} ${message}`,
  );
}

/** Findings about one service file `services/x.toml`, as `CODE LINE:COLUMN message`. */
export function said(toml: string): readonly string[] {
  return findings(load({ "services/x.toml": toml })).map((f) => f.replace("services/x.toml:", ""));
}

/** The service `x` declared by `toml`; fails the test when anything is wrong with it. */
export function service(toml: string, tree: Readonly<Record<string, Content>> = {}): Service {
  const loaded = load({ "services/x.toml": toml, ...tree });
  const found = loaded.project?.services.find((s) => s.name === "x");
  if (found === undefined) throw new Error(`not a service: ${findings(loaded).join("; ")}`);
  return found;
}
