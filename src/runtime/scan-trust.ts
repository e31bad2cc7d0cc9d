/** Whether a scan directory may be believed: whoever can write to it decides what this process runs. */

import { ownershipOf } from "../os/ownership.ts";
import { nameOfUser } from "../os/users.ts";

export interface Trust {
  /** Why the directory is refused; undefined: it is not. */
  readonly refusal: string | undefined;
  /** What deserves a warning. */
  readonly warning: string | undefined;
}

/** Root runs nothing that another user could put there; anybody else only what is his own or root's. */
export function judgeScanDirectory(path: string, ownUid: number): Trust {
  const { uid, mode } = ownershipOf(path);
  if (uid !== ownUid && uid !== 0) {
    const who = nameOfUser(uid);
    return {
      refusal: `${path} belongs to ${who}, who could have anything run as ${nameOfUser(ownUid)}: chown it or choose another directory`,
      warning: undefined,
    };
  }
  if ((mode & 0o1002) === 0o0002)
    return { refusal: `${path} can be written by everybody: chmod o-w ${path}`, warning: undefined };
  const warning =
    (mode & 0o020) !== 0 ? `${path} can be written by its group, which can have anything run` : undefined;
  return { refusal: undefined, warning };
}
