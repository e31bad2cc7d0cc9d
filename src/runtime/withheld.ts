/** Variables of our own life that no service inherits. */
import { OPEN_FILES_VARIABLE } from "../os/spawn.ts";
import { DEF_VARIABLE } from "../protocol/names.ts";
import { END_VARIABLE, KEPT_PIPES_VARIABLE } from "./upgrade.ts";

export const WITHHELD: readonly string[] = [
  OPEN_FILES_VARIABLE,
  KEPT_PIPES_VARIABLE,
  END_VARIABLE,
  DEF_VARIABLE,
  "NOTIFY_SOCKET",
];
