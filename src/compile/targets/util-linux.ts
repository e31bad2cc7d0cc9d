/** The words of a chain on a host with util-linux: exact where the suites' own tools clamp or drop without a word. */
import type { Tools } from "../chain.ts";
import { setprivWords } from "../identity.ts";
import { prlimitWords } from "../limits.ts";

export const utilLinux: Tools = {
  first: () => [],
  limitWords: prlimitWords,
  limitLines: () => [],
  identity: setprivWords,
};
