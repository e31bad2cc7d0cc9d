/**
 * Is there room for an activation? Looked at before it begins: one that runs out of it half-way is undone, but a
 * refusal disturbs nobody.
 */
import type { Entry } from "../compile/image.ts";
import { type FreeSpace, freeSpaceAt } from "../os/free-space.ts";
import { ownershipOf } from "../os/live-tree.ts";
import type { Change } from "../plan/change.ts";
import { linksOf } from "../plan/drift.ts";
import type { ServiceRecord } from "../plan/manifest.ts";
import type { Plan } from "../plan/plan.ts";
import type { StatePaths } from "./paths.ts";
import { storePath } from "./store.ts";

export interface Shortage {
  readonly path: string;
  readonly what: "bytes" | "inodes";
  readonly needed: number;
  readonly free: number;
}

interface Need {
  readonly bytes: number;
  readonly inodes: number;
}

/** The first file system with too little room for a plan; undefined: there is enough. */
export function shortageFor(
  plan: Plan,
  place: { readonly state: StatePaths; readonly scanDir: string },
  entriesOf: (record: ServiceRecord) => readonly Entry[] | undefined,
): Shortage | undefined {
  const [state, scan] = [freeSpaceAt(place.state.root), freeSpaceAt(place.scanDir)];
  const acting = plan.changes.filter((c) => c.effect !== "nothing" && c.effect !== "keep");
  const stored = sum([
    sizeOfFile(JSON.stringify(plan.desired).length, state),
    ...acting.flatMap((c) =>
      c.after === undefined ? [] : [storeNeed(c.after, place.state, state, entriesOf)],
    ),
  ]);
  const live = sum(acting.map((c) => liveNeed(c, scan)));
  return state.device === scan.device
    ? compared(place.state.root, sum([stored, live]), state)
    : (compared(place.state.root, stored, state) ?? compared(place.scanDir, live, scan));
}

function storeNeed(
  record: ServiceRecord,
  state: StatePaths,
  space: FreeSpace,
  entriesOf: (record: ServiceRecord) => readonly Entry[] | undefined,
): Need {
  if (ownershipOf(storePath(state, record)) !== undefined) return NOTHING;
  const entries = entriesOf(record) ?? [];
  const sizes = entries.map((e) => sizeOfFile(e.kind === "file" ? e.content.length : 1, space));
  return sum([sizeOfFile(1, space), ...sizes]);
}

/** A new directory has two folders, its links, and what a supervisor keeps; a flip, one link and one mark at a time. */
function liveNeed({ effect, after }: Change, space: FreeSpace): Need {
  if (after === undefined || (effect !== "create" && effect !== "replace")) return { bytes: 0, inodes: 2 };
  const files = 2 * SUPERVISOR_FILES + 4;
  return { bytes: files * space.blockBytes, inodes: files + linksOf(after.files).length };
}

/** In `supervise/` and, under s6, `event/`. */
const SUPERVISOR_FILES = 8;

function sizeOfFile(bytes: number, { blockBytes }: FreeSpace): Need {
  return { bytes: Math.ceil(bytes / blockBytes) * blockBytes, inodes: 1 };
}

const NOTHING: Need = { bytes: 0, inodes: 0 };

function sum(needs: readonly Need[]): Need {
  return needs.reduce((a, b) => ({ bytes: a.bytes + b.bytes, inodes: a.inodes + b.inodes }), NOTHING);
}

function compared(path: string, need: Need, space: FreeSpace): Shortage | undefined {
  const bytes = Math.ceil(need.bytes * MARGIN) + SPARE.bytes;
  const inodes = Math.ceil(need.inodes * MARGIN) + SPARE.inodes;
  if (space.bytes < bytes) return { path, what: "bytes", needed: bytes, free: space.bytes };
  if (space.inodes < inodes) return { path, what: "inodes", needed: inodes, free: space.inodes };
  return undefined;
}

/** For directories that grow, pointers, results, and a way back. */
const MARGIN = 1.1;
const SPARE: Need = { bytes: 65_536, inodes: 16 };
