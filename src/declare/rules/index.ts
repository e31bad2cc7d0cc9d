/** Every rule about declarations that hold together only as a whole. One rule, one file. */
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Linked } from "../link.ts";
import { backgroundDaemon } from "./background-daemon.ts";
import { completion } from "./completion.ts";
import { conflictingDependency } from "./conflicting-dependency.ts";
import { cycle } from "./cycle.ts";
import { deadScript } from "./dead-script.ts";
import { looseReference } from "./loose-reference.ts";
import { movedFrom } from "./moved-from.ts";
import { pastedSecret } from "./pasted-secret.ts";
import { sharedLogDirectory } from "./shared-log-directory.ts";
import { sharedPort } from "./shared-port.ts";
import { uniqueDirectories } from "./unique-directories.ts";
import { verbatimEnvironment } from "./verbatim-environment.ts";

export type Rule = (linked: Linked) => readonly Diagnostic[];

const RULES: readonly Rule[] = [
  backgroundDaemon,
  completion,
  conflictingDependency,
  cycle,
  deadScript,
  looseReference,
  movedFrom,
  pastedSecret,
  sharedLogDirectory,
  sharedPort,
  uniqueDirectories,
  verbatimEnvironment,
];

/** Findings of all rules, in no particular order. */
export function checkAll(linked: Linked): readonly Diagnostic[] {
  return RULES.flatMap((rule) => rule(linked));
}
