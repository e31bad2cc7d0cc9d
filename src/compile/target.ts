/** What a target is to the compiler: its tools, its contract files, its logger, and what it has no word for. */
import type { LogPolicy, TargetName } from "../declare/service.ts";
import type { Refusals } from "./refusals.ts";
import type { RunTarget } from "./run-script.ts";
import type { Tree } from "./tree.ts";
import type { Unit } from "./unit.ts";

export interface Target extends RunTarget {
  readonly name: TargetName;
  readonly refusals: Refusals;
  /** Adds every file beside `run`, `down` and `log/`; refuses values the target cannot express. */
  readonly contract: (unit: Unit, tree: Tree) => void;
  /** Adds `log/`, when the policy has a logger. */
  readonly logger: (unit: Unit, log: LogPolicy, tree: Tree) => void;
}
