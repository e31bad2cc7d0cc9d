/** Every rule about declarations that hold together only as a whole. One rule, one file. */
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Linked } from "../link.ts";
import { cycle } from "./cycle.ts";
import { uniqueDirectories } from "./unique-directories.ts";

const RULES: readonly ((linked: Linked) => readonly Diagnostic[])[] = [cycle, uniqueDirectories];

/** Findings of all rules, in no particular order. */
export function checkAll(linked: Linked): readonly Diagnostic[] {
  return RULES.flatMap((rule) => rule(linked));
}
