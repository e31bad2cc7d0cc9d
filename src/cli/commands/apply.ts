import { resolve } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { durationFrom } from "../../declare/units.ts";
import { applyPlan } from "../apply-plan.ts";
import type { Dirs } from "../dirs.ts";
import { readPlan } from "../plan-file.ts";
import { addWantedOptions, type WantedOptions, wantedFrom } from "../plan-options.ts";

interface ApplyOptions extends WantedOptions {
  readonly yes?: boolean;
  readonly confirm?: number;
  readonly minUptime: number;
}

/** `svforge apply [PLAN]` */
export function define(command: Command): void {
  addWantedOptions(command)
    .description(
      "Make the host what the project says: plan, ask, activate, verify, and roll back if it is bad.",
    )
    .argument("[plan]", "a plan saved with `svforge plan --out`")
    .option("-y, --yes", "do not ask")
    .option("--confirm <duration>", "roll back unless `svforge confirm` comes within this time", duration)
    .addOption(
      new Option("--min-uptime <duration>", "how long a started service has to stay up")
        .argParser(duration)
        .default(2000, "2s"),
    )
    .action((path: string | undefined, options: ApplyOptions) => apply(path, options));
}

async function apply(path: string | undefined, options: ApplyOptions): Promise<void> {
  const confirmMs = options.confirm === undefined ? {} : { confirmMs: options.confirm };
  const timing = { minUptimeMs: options.minUptime };
  const common = { timing, yes: options.yes ?? false, ...confirmMs };
  if (path === undefined) {
    const { dirs, request, definitions } = wantedFrom(options, { onThisHost: true });
    await applyPlan({ ...common, dirs, request, definitions });
    return;
  }
  const saved = readPlan(path);
  const { request, definitions } = saved;
  const dirs = { ...saved.dirs, ...given(options) };
  await applyPlan({ ...common, dirs, request, definitions, saved });
}

function given({ scanDir, stateDir }: ApplyOptions): Partial<Dirs> {
  return {
    ...(scanDir === undefined ? {} : { scanDir: resolve(scanDir) }),
    ...(stateDir === undefined ? {} : { stateDir: resolve(stateDir) }),
  };
}

function duration(value: string): number {
  const ms = durationFrom(value);
  if (typeof ms !== "number") throw new InvalidArgumentError("a duration, as 500ms, 30s or 5m.");
  return ms;
}
