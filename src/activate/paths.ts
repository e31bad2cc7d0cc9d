/** Where an installation keeps what: the layout of a state directory and of a live service directory. */

/** Folders and files of a state directory. All paths absolute. */
export interface StatePaths {
  readonly root: string;
  /** Compiled definitions, never changed after they have their name. */
  readonly store: string;
  readonly generations: string;
  /** Last generation that passed verification. */
  readonly good: string;
  /** The generation being tried; absent otherwise. */
  readonly trial: string;
  /** Identity of this installation, and the scan directory it belongs to. */
  readonly installation: string;
  readonly lock: string;
  /** A deadline for `confirm`. */
  readonly pending: string;
}

/** Paths below a state directory. */
export function statePaths(root: string): StatePaths {
  return {
    root,
    store: `${root}/store`,
    generations: `${root}/gen`,
    good: `${root}/good`,
    trial: `${root}/trial`,
    installation: `${root}/installation.json`,
    lock: `${root}/lock`,
    pending: `${root}/pending.json`,
  };
}

/** File name of a generation: numbers sort as text. */
export function generationFile(number: number): string {
  return `${String(number).padStart(6, "0")}.json`;
}

/** Number of the generation a pointer leads to; undefined when it leads to none. */
export function readPointer(target: string | undefined): number | undefined {
  const number = /^gen\/0*(\d+)\.json$/.exec(target ?? "")?.[1];
  return number === undefined ? undefined : Number(number);
}

/** Folder of a definition in the store. The hash comes first, so that a name cannot imitate another entry. */
export function storeName(hash: string, dirName: string): string {
  return `${hash}-${dirName}`;
}

/** Hash in the name of a folder of the store; undefined when it is not one. */
export function hashInStoreName(name: string): string | undefined {
  return /^([0-9a-f]{64})-/.exec(name)?.[1];
}

/** Dot-names in a scan directory: monitors ignore them. */
export const LIVE_PREFIX = {
  /** Being built; worthless after a crash. */
  fresh: ".new-",
  /** Taken out of supervision; may still have a supervisor. */
  retired: ".old-",
  /** Somebody's own directory that `--adopt` replaced. */
  adopted: ".adopted-",
} as const;

/** Entry of the scan directory that rolls an unconfirmed generation back. No definition: its files are its own. */
export const GUARD = "svforge-confirm";
