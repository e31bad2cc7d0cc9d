/** The files of one service directory while it is put together. Knows paths and collisions, nothing about services. */
import { byteOrder } from "./byte-order.ts";
import type { Entry } from "./image.ts";
import type { Script } from "./script.ts";

/** Entries by path; directories come with what is in them. */
export class Tree {
  readonly #entries = new Map<string, Entry>();
  readonly #definitionAt = new Map<string, number>();

  has(path: string): boolean {
    return this.#entries.has(path);
  }

  /** The path that keeps a file from being added at `path`: itself, or something above it that is no directory. */
  obstacle(path: string): string | undefined {
    for (let at = path.indexOf("/"); at > 0; at = path.indexOf("/", at + 1)) {
      const above = this.#entries.get(path.slice(0, at));
      if (above !== undefined && above.kind !== "dir") return above.path;
    }
    return this.#entries.has(path) ? path : undefined;
  }

  kind(path: string): Entry["kind"] | undefined {
    return this.#entries.get(path)?.kind;
  }

  /** A plain text file, 0644. */
  file(path: string, text: string): void {
    this.entry({ path, kind: "file", mode: 0o644, content: Buffer.from(text) });
  }

  /** An executable script of ours. */
  script(path: string, script: Script): void {
    this.entry({ path, kind: "file", mode: 0o755, content: Buffer.from(script.text) });
    if (script.definitionAt === undefined) return;
    this.#definitionAt.set(path, Buffer.byteLength(script.text.slice(0, script.definitionAt)));
  }

  /** Any entry; the directories above it are made. An earlier entry of the same path gives way. */
  entry(entry: Entry): void {
    for (let at = entry.path.indexOf("/"); at > 0; at = entry.path.indexOf("/", at + 1)) {
      const path = entry.path.slice(0, at);
      if (!this.#entries.has(path)) this.#entries.set(path, { path, kind: "dir" });
    }
    this.#entries.set(entry.path, entry);
  }

  /** Takes over a generated entry of another tree, with its place for the definition. */
  take(entry: Entry, from: Tree): void {
    this.entry(entry);
    const at = from.#definitionAt.get(entry.path);
    if (at !== undefined) this.#definitionAt.set(entry.path, at);
  }

  /** In byte order; a parent precedes its children because its path is a prefix of theirs. */
  entries(): readonly Entry[] {
    return [...this.#entries.values()].sort((a, b) => byteOrder(a.path, b.path));
  }

  /** Byte offset in each generated script at which the definition's line goes. */
  definitionAt(): ReadonlyMap<string, number> {
    return this.#definitionAt;
  }
}
