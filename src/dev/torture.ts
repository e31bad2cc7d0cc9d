/**
 * `npm run torture [-- --minutes N] [--seed S] [--only NAME]`: kills, faults and floods, each for its share of the time, and
 * says what was done and what did not hold. Exit 1 when anything did not. Told to end, it takes along what it started.
 */
import { pathToFileURL } from "node:url";

/** As built from `bench/torture/`, which `src/` may not import. */
interface Scenario {
  readonly name: string;
  readonly claim: string;
  readonly obstacle?: () => string | undefined;
  readonly run: (order: {
    budgetMs: number;
    chance: unknown;
    isLong: boolean;
  }) => Promise<Readonly<Record<string, number | string>>>;
}

interface Built {
  readonly scenarios: readonly Scenario[];
  readonly chanceFrom: (seed: number) => unknown;
  readonly leaveAll: () => Promise<void>;
}

const built = (await import(pathToFileURL("dist/bench/torture/scenarios.js").href)) as Built;
const { minutes, seed, only } = readArguments(process.argv.slice(2));
const chosen = built.scenarios.filter((s) => only === undefined || s.name === only);
for (const [name, status] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const)
  process.once(name, () => void built.leaveAll().finally(() => process.exit(status)));
let failures = 0;
console.log(`seed ${seed}, ${chosen.length} scenarios, ${minutes} minutes`);
for (const scenario of chosen) failures += (await survives(scenario)) ? 0 : 1;
console.log(`${chosen.length - failures} held, ${failures} did not`);
process.exitCode = failures === 0 ? 0 : 1;

async function survives(scenario: Scenario): Promise<boolean> {
  const obstacle = scenario.obstacle?.();
  if (obstacle !== undefined) {
    console.log(`left out  ${scenario.name}: ${obstacle}`);
    return true;
  }
  try {
    const budgetMs = (minutes * 60_000) / chosen.length;
    const facts = await scenario.run({ budgetMs, chance: built.chanceFrom(seed), isLong: minutes >= 5 });
    const told = Object.entries(facts).map(([what, value]) => `${what} ${value}`);
    console.log(`held      ${scenario.name}: ${told.join(", ")}`);
    return true;
  } catch (error) {
    console.log(`DID NOT HOLD  ${scenario.name}: ${scenario.claim}`);
    console.log(error instanceof Error ? error.stack : String(error));
    return false;
  }
}

function readArguments(words: readonly string[]): {
  minutes: number;
  seed: number;
  only: string | undefined;
} {
  const value = (name: string): string | undefined => {
    const at = words.indexOf(name);
    return at < 0 ? undefined : words[at + 1];
  };
  const only = value("--only");
  const known = built.scenarios.map((s) => s.name);
  const minutes = Number(value("--minutes") ?? 3);
  const seed = Number(value("--seed") ?? 1);
  if ((only !== undefined && !known.includes(only)) || Number.isNaN(minutes) || Number.isNaN(seed)) {
    console.error(`torture: --minutes N --seed S --only NAME; names: ${known.join(" ")}`);
    process.exit(64);
  }
  return { minutes, seed, only };
}
