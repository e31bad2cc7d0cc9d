/** Absolute paths. */
import { resolve } from "node:path";

/** As `resolve`, which looks at every character in JavaScript, where most paths have nothing for it to take out. */
export function wholePath(path: string): string {
  return IS_WHOLE.test(path) ? path : resolve(path);
}

const IS_WHOLE = /^(\/[^/.][^/]*)+$/;
