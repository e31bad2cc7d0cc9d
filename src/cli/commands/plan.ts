import { type Command, InvalidArgumentError, Option } from "commander";
import { hasChanges, type Plan } from "../../plan/plan.ts";
import { EXIT } from "../../protocol/exit-codes.ts";
import { sayTrial } from "../confirmation.ts";
import { planAgainst } from "../plan-against.ts";
import { savePlan } from "../plan-file.ts";
import { addWantedOptions, type WantedOptions, wantedFrom } from "../plan-options.ts";
import { type OutputOptions, planText } from "../plan-output.ts";
import { planFor } from "../plan-session.ts";

interface PlanOptions extends WantedOptions, OutputOptions {
  readonly unified: number;
  readonly out?: string;
  readonly against?: string;
  readonly detailedExitcode?: boolean;
}

/** These show everything. */
const FORMS = ["json", "markdown", "patch"];

/** `svforge plan` */
export function define(command: Command): void {
  const collect = (value: string, list: string[] = []): string[] => [...list, value];
  addWantedOptions(command)
    .description(
      "Show what an apply would do, and why. Checks and compiles the project first, in memory. Writes nothing but what --out names.",
    )
    .addOption(
      new Option("--json", "for programs (schema/plan.schema.json)").conflicts(["markdown", "patch"]),
    )
    .addOption(new Option("--markdown", "for a pull-request comment").conflicts(["patch"]))
    .option("--patch", "as a patch that `git apply` takes")
    .addOption(new Option("--short", "only the lines, no differences").conflicts(FORMS))
    .option("--full", "everything, new and removed files too")
    .option("-U, --unified <lines>", "lines of context in differences", lines, 3)
    .addOption(
      new Option("--only <name>", "show only this service; may be repeated")
        .argParser(collect)
        .conflicts(FORMS),
    )
    .option("--show-unchanged", "list services nothing happens to")
    .option("--out <file>", "save the plan for `svforge apply FILE`")
    .option("--against <tree>", "compare with another folder or a git revision, not with this host")
    .option("--detailed-exitcode", "exit 2 when there are changes")
    .action((options: PlanOptions) => {
      const plan = options.against === undefined ? hostPlan(options) : planAgainst(options.against, options);
      process.stdout.write(planText(plan, options));
      if (options.detailedExitcode === true && hasChanges(plan)) process.exitCode = EXIT.changes;
    });
}

function hostPlan(options: PlanOptions): Plan {
  const wanted = wantedFrom(options);
  const context = options.full === true ? FULL : options.unified;
  const { plan } = planFor(wanted.dirs, wanted.request, wanted.definitions, context);
  sayTrial(wanted.dirs);
  if (options.out !== undefined) savePlan(options.out, plan, wanted);
  return plan;
}

/** More than any file has lines: the whole file is context. */
const FULL = 1_000_000;

function lines(value: string): number {
  if (!/^\d{1,6}$/.test(value)) throw new InvalidArgumentError("a number of lines.");
  return Number(value);
}
