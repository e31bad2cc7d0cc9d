/** Variables of our own life that no service inherits. */
import { OPEN_FILES_VARIABLE } from "../os/spawn.ts";
import { DEF_VARIABLE } from "../protocol/names.ts";

export const WITHHELD: ReadonlySet<string> = new Set([OPEN_FILES_VARIABLE, DEF_VARIABLE, "NOTIFY_SOCKET"]);
