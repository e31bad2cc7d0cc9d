/**
 * A compiled project as a value: the file tree of every service directory, before anything touches a disk.
 * Golden-tree tests, `build`, `plan` and `activate` all start from it.
 */
import type { TargetName } from "../declare/service.ts";
import type { Place } from "../diagnostics/diagnostic.ts";

export type Entry =
  | {
      readonly path: string;
      readonly kind: "file";
      readonly mode: 0o644 | 0o755;
      readonly content: Uint8Array;
    }
  | { readonly path: string; readonly kind: "dir" }
  | { readonly path: string; readonly kind: "symlink"; readonly target: string };

/** One service directory. Paths are relative to it, `/`-separated, sorted in byte order; parents precede children. */
export interface ServiceImage {
  readonly name: string;
  readonly dirName: string;
  readonly entries: readonly Entry[];
  /** SHA-256 (hex) over the canonical tree: path, kind, mode, bytes. Found out when first asked for. */
  readonly hash: string;
  /** Generated scripts that start a process, and the byte offset at which `withDefinition` puts its line. */
  readonly definitionAt?: ReadonlyMap<string, number>;
  readonly essential: boolean;
  readonly enabled: boolean;
  readonly movedFrom?: string;
  /** Names of the services this one starts after, for the order of activation. */
  readonly startsAfter: readonly string[];
  /** How long it may take to be ready, in milliseconds; null: for ever. Only where declared. */
  readonly readyTimeoutMs?: number | null;
  /** How an apply may treat this service's changes. */
  readonly reload?: {
    readonly signal?: string;
    readonly command?: readonly string[];
    readonly files: readonly string[];
    readonly onChange: "restart" | "reload" | "manual";
  };
  /** Directories `activate` makes before the first start. */
  readonly dirs: readonly DirectoryToMake[];
  /** Owner and modes of `supervise/`, when declared. */
  readonly control?: {
    readonly user?: string;
    readonly group?: string;
    readonly status: "owner" | "all";
  };
  /** Key path to canonical text, and to its place: the reasons of a plan. */
  readonly effective: ReadonlyMap<string, string>;
  readonly origins: ReadonlyMap<string, Place>;
}

export interface DirectoryToMake {
  readonly path: string;
  readonly owner?: string;
  readonly group?: string;
  readonly mode: number;
}

export interface Image {
  readonly project: string;
  readonly target: TargetName;
  /** Sorted by `dirName` in byte order. Bundles have no directory and do not appear. */
  readonly services: readonly ServiceImage[];
}
