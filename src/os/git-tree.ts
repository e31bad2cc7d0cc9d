/** A folder as a git revision has it: read from the objects, with no checkout, no filter, no hook. */
import { git } from "./git.ts";
import type { DiskEntry } from "./project-files.ts";

interface Blob {
  readonly mode: string;
  readonly sha: string;
}

/** The same questions a folder on disk answers (`declare`'s ProjectFiles). */
export class GitTreeFiles {
  readonly #folder: string;
  readonly #blobs = new Map<string, Blob>();
  readonly #contents = new Map<string, Buffer>();

  /** Throws `Error` with git's words when there is no such revision, or `folder` is in no repository. */
  constructor(folder: string, revision: string) {
    this.#folder = folder;
    const prefix = git(folder, ["rev-parse", "--show-prefix"]);
    const commit = git(folder, ["rev-parse", "--verify", "--end-of-options", `${revision}^{commit}`]);
    if (prefix.code !== 0 || commit.code !== 0) throw new Error(prefix.complaint || commit.complaint);
    const tree = `${commit.output.toString().trim()}:${prefix.output.toString().trim()}`;
    const listed = git(folder, ["ls-tree", "-r", "-z", "--full-tree", tree]);
    if (listed.code !== 0) throw new Error(listed.complaint);
    for (const line of listed.output.toString("utf8").split("\0")) this.#take(line);
    this.#readAll();
  }

  /** `MODE TYPE SHA<tab>PATH`. Submodules are not part of a project. */
  #take(line: string): void {
    const tab = line.indexOf("\t");
    const [mode = "", type = "", sha = ""] = line.slice(0, tab).split(" ");
    if (tab > 0 && type === "blob") this.#blobs.set(line.slice(tab + 1), { mode, sha });
  }

  #readAll(): void {
    const shas = [...new Set([...this.#blobs.values()].map((b) => b.sha))];
    const answer = git(this.#folder, ["cat-file", "--batch"], `${shas.join("\n")}\n`).output;
    for (let at = 0; at < answer.length; ) {
      const end = answer.indexOf(10, at);
      if (end < 0) break;
      const [sha = "", , size = "0"] = answer.subarray(at, end).toString("latin1").split(" ");
      this.#contents.set(sha, answer.subarray(end + 1, end + 1 + Number(size)));
      at = end + 2 + Number(size);
    }
  }

  read(path: string): Uint8Array | undefined {
    const blob = this.#blobs.get(path);
    return blob === undefined || blob.mode === LINK ? undefined : this.#contents.get(blob.sha);
  }

  readlink(path: string): string | undefined {
    const blob = this.#blobs.get(path);
    return blob?.mode === LINK ? this.#contents.get(blob.sha)?.toString("utf8") : undefined;
  }

  list(path: string): readonly DiskEntry[] | undefined {
    const prefix = path === "" || path === "." ? "" : `${path}/`;
    const found = new Map<string, DiskEntry>();
    for (const [name, blob] of this.#blobs) {
      if (!name.startsWith(prefix)) continue;
      const [first = "", ...rest] = name.slice(prefix.length).split("/");
      const kind = rest.length > 0 ? "dir" : blob.mode === LINK ? "symlink" : "file";
      found.set(first, { name: first, kind, executable: rest.length === 0 && blob.mode === SCRIPT });
    }
    const byName = (a: DiskEntry, b: DiskEntry): number =>
      Buffer.compare(Buffer.from(a.name), Buffer.from(b.name));
    return found.size === 0 ? undefined : [...found.values()].sort(byName);
  }
}

const LINK = "120000";
const SCRIPT = "100755";
