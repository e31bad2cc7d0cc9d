/**
 * What a power cut may leave of a sequence of operations. The model: what an fsync has covered is there; of everything
 * else any part may be there and any part not, in whatever order it was done; bytes of a file that were not forced to
 * disk are garbage. Renames are atomic, as on every journalling file system.
 */
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import type { Operations } from "../../src/os/operations.ts";

/** An inode: a directory with its names, or a leaf. */
interface Node {
  readonly kind: "dir" | "file" | "link";
  readonly mode: number;
  /** Bytes of a file, target of a link. */
  readonly content: Uint8Array | string;
}

/** One thing that happened to the disk. `covered` is the index of the fsync that made it durable. */
interface Deed {
  readonly what: "link" | "unlink" | "move" | "data";
  readonly directory: number;
  readonly name: string;
  readonly inode: number;
  readonly to?: { readonly directory: number; readonly name: string };
}

export type Step =
  | { readonly kind: "deeds"; readonly deeds: readonly Deed[] }
  | { readonly kind: "sync-file"; readonly inode: number; readonly path: string }
  | { readonly kind: "sync-directory"; readonly inode: number; readonly path: string }
  /** The command has told its user that the activation is done. */
  | { readonly kind: "reported" };

/** A disk as a tree of inodes, before the operations, and the operations as they happened. */
export class Recording {
  readonly root: string;
  readonly nodes: Node[] = [];
  readonly initial = new Map<number, Map<string, number>>();
  readonly steps: Step[] = [];
  readonly #now = new Map<number, Map<string, number>>();

  /** Takes what is below `root` as durable. */
  constructor(root: string) {
    this.root = root;
    this.#load(root);
    for (const [inode, names] of this.#now) this.initial.set(inode, new Map(names));
  }

  reported(): void {
    this.steps.push({ kind: "reported" });
  }

  /** Operations that really happen and are remembered. */
  recorded(inner: Operations): Operations {
    return {
      makeDirectory: (path, mode) => {
        inner.makeDirectory(path, mode);
        const inode = this.#node({ kind: "dir", mode, content: "" });
        this.#now.set(inode, new Map());
        this.#link(path, inode);
      },
      writeFile: (path, content, mode, sync) => {
        inner.writeFile(path, content, mode, sync);
        const bytes = typeof content === "string" ? Buffer.from(content) : content;
        const inode = this.#node({ kind: "file", mode, content: bytes });
        this.#link(path, inode, true);
        if (sync) this.steps.push({ kind: "sync-file", inode, path });
      },
      makeSymlink: (path, target) => {
        inner.makeSymlink(path, target);
        this.#link(path, this.#node({ kind: "link", mode: 0o777, content: target }));
      },
      rename: (from, to) => {
        inner.rename(from, to);
        this.#move(from, to);
      },
      remove: (path) => {
        inner.remove(path);
        this.#unlink(path);
      },
      removeTree: (path) => {
        inner.removeTree(path);
        this.#unlink(path);
      },
      syncDirectory: (path) => {
        inner.syncDirectory(path);
        this.steps.push({ kind: "sync-directory", inode: this.#inode(path), path });
      },
      control: inner.control,
      own: inner.own,
      touch: inner.touch,
    };
  }

  #load(path: string): number {
    const stat = lstatSync(path);
    if (stat.isSymbolicLink()) return this.#node({ kind: "link", mode: 0o777, content: readlinkSync(path) });
    if (stat.isFile())
      return this.#node({ kind: "file", mode: stat.mode & 0o777, content: readFileSync(path) });
    const inode = this.#node({ kind: "dir", mode: stat.mode & 0o777, content: "" });
    const names = new Map<string, number>();
    this.#now.set(inode, names);
    for (const name of readdirSync(path)) names.set(name, this.#load(`${path}/${name}`));
    return inode;
  }

  #node(node: Node): number {
    return this.nodes.push(node) - 1;
  }

  #inode(path: string): number {
    const parts = path
      .slice(this.root.length)
      .split("/")
      .filter((p) => p !== "");
    let inode = 0;
    for (const part of parts) inode = this.#now.get(inode)?.get(part) ?? -1;
    return inode;
  }

  #place(path: string): { directory: number; name: string; names: Map<string, number> } {
    const directory = this.#inode(dirname(path));
    return {
      directory,
      name: path.slice(path.lastIndexOf("/") + 1),
      names: this.#now.get(directory) ?? new Map(),
    };
  }

  #link(path: string, inode: number, data = false): void {
    const { directory, name, names } = this.#place(path);
    names.set(name, inode);
    const link: Deed = { what: "link", directory, name, inode };
    this.steps.push({ kind: "deeds", deeds: data ? [link, { ...link, what: "data" }] : [link] });
  }

  #unlink(path: string): void {
    const { directory, name, names } = this.#place(path);
    const inode = names.get(name);
    if (inode === undefined) return;
    names.delete(name);
    this.steps.push({ kind: "deeds", deeds: [{ what: "unlink", directory, name, inode }] });
  }

  #move(from: string, to: string): void {
    const old = this.#place(from);
    const next = this.#place(to);
    const inode = old.names.get(old.name) ?? -1;
    old.names.delete(old.name);
    next.names.set(next.name, inode);
    const { directory, name } = next;
    const deed: Deed = {
      what: "move",
      directory: old.directory,
      name: old.name,
      inode,
      to: { directory, name },
    };
    this.steps.push({ kind: "deeds", deeds: [deed] });
  }
}

export interface CrashState {
  readonly names: ReadonlyMap<number, ReadonlyMap<string, number>>;
  readonly garbage: ReadonlySet<number>;
  /** The user had been told that it is done. */
  readonly reported: boolean;
}

/**
 * Every disk a cut may leave, at any moment of the recording, the last first. Where more than `exhaustive` deeds are open at once, the
 * extremes, each one alone lost or kept, and `samples` random choices stand for all; `random` gives numbers below 1.
 */
export function* crashStates(
  recording: Recording,
  options: { readonly exhaustive: number; readonly samples: number; readonly random: () => number },
): Generator<CrashState> {
  const seen = new Set<string>();
  for (let cut = recording.steps.length; cut >= 0; cut--) {
    const { deeds, open, reported } = openDeeds(recording.steps.slice(0, cut));
    for (const lost of choices(open, options)) {
      const key = `${reported} ${deeds.map((_, i) => (lost.has(i) ? "-" : "+")).join("")}`;
      if (seen.has(key)) continue;
      seen.add(key);
      yield stateWithout(recording, deeds, lost, reported);
    }
  }
}

function openDeeds(steps: readonly Step[]): { deeds: Deed[]; open: number[]; reported: boolean } {
  const deeds: Deed[] = [];
  let open: number[] = [];
  for (const step of steps) {
    if (step.kind === "deeds") {
      for (const deed of step.deeds) open.push(deeds.push(deed) - 1);
    } else if (step.kind === "sync-file") {
      open = open.filter((i) => !(deeds[i]?.what === "data" && deeds[i]?.inode === step.inode));
    } else if (step.kind === "sync-directory") {
      open = open.filter(
        (i) => deeds[i]?.what === "data" || (deeds[i]?.to ?? deeds[i])?.directory !== step.inode,
      );
    }
  }
  return { deeds, open, reported: steps.some((s) => s.kind === "reported") };
}

function* choices(
  open: readonly number[],
  { exhaustive, samples, random }: { exhaustive: number; samples: number; random: () => number },
): Generator<ReadonlySet<number>> {
  if (open.length <= exhaustive) {
    for (let mask = 0; mask < 2 ** open.length; mask++) yield new Set(open.filter((_, i) => (mask >> i) & 1));
    return;
  }
  yield new Set();
  yield new Set(open);
  for (const one of open) {
    yield new Set([one]);
    yield new Set(open.filter((i) => i !== one));
  }
  for (let n = 0; n < samples; n++) yield new Set(open.filter(() => random() < 0.5));
}

function stateWithout(
  recording: Recording,
  deeds: readonly Deed[],
  lost: ReadonlySet<number>,
  reported: boolean,
): CrashState {
  const names = new Map([...recording.initial].map(([inode, entries]) => [inode, new Map(entries)]));
  const garbage = new Set<number>();
  const entriesOf = (directory: number): Map<string, number> => {
    const entries = names.get(directory) ?? new Map<string, number>();
    names.set(directory, entries);
    return entries;
  };
  deeds.forEach((deed, i) => {
    if (lost.has(i)) {
      if (deed.what === "data") garbage.add(deed.inode);
      return;
    }
    if (deed.what === "link") entriesOf(deed.directory).set(deed.name, deed.inode);
    if (deed.what === "unlink" || deed.what === "move") entriesOf(deed.directory).delete(deed.name);
    if (deed.to !== undefined) entriesOf(deed.to.directory).set(deed.to.name, deed.inode);
  });
  return { names, garbage, reported };
}

/** Puts a crash state where the recording was made. */
export function materialise(recording: Recording, state: CrashState): void {
  for (const name of readdirSync(recording.root))
    rmSync(`${recording.root}/${name}`, { recursive: true, force: true });
  const put = (inode: number, path: string): void => {
    const node = recording.nodes[inode];
    if (node === undefined) return;
    if (node.kind === "link") symlinkSync(String(node.content), path);
    else if (node.kind === "file") {
      writeFileSync(path, state.garbage.has(inode) ? "\0garbage" : node.content);
      chmodSync(path, node.mode);
    } else {
      if (path !== recording.root) mkdirSync(path, { mode: node.mode });
      for (const [name, child] of state.names.get(inode) ?? []) put(child, `${path}/${name}`);
    }
  };
  put(0, recording.root);
}

/** The recording as it would be had the syncs `forgotten` tells been left out. */
export function withoutSyncs(
  recording: Recording,
  forgotten: (step: Step & { path: string }) => boolean,
): Recording {
  const mutant = Object.create(recording) as Recording;
  const steps = recording.steps.filter((step) => !("path" in step && forgotten(step)));
  return Object.defineProperty(mutant, "steps", { value: steps });
}
