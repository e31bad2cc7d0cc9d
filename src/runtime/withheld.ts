/** Variables of our own life that no service inherits. */
import { DEF_VARIABLE } from "../protocol/names.ts";
import { OWN_VARIABLES } from "./upgrade.ts";

export const WITHHELD: readonly string[] = [...OWN_VARIABLES, DEF_VARIABLE, "NOTIFY_SOCKET"];
