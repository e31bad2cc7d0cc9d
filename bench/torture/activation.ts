/** `svforge apply` killed at any moment, and run hundreds of times: what it leaves is always one definition or the other. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { checkLines } from "./lines.ts";
import { heldBy } from "./processes.ts";
import { activeProject } from "./project.ts";
import { check, type Facts, type Order, repeat, type Scenario } from "./scenario.ts";

async function killApply({ chance, ...order }: Order): Promise<Facts> {
  const made = await activeProject("apply");
  try {
    const untouched = made.untouched();
    let version = 0;
    const rounds = await repeat(order, async () => {
      version += 1;
      made.declare(version);
      await made.applyKilled(chance.below(500));
      if (chance.below(2) === 0) made.declare(++version);
      made.apply();
      await made.settled(version, untouched);
    });
    check((await made.ground.stopMonitor()) === 0, "svscan ends with 0");
    const { lines } = checkLines(join(made.ground.logs, "writer"), made.notes);
    return { kills: rounds, lines };
  } finally {
    await made.ground.leave();
  }
}

async function activationsStayFlat({ isLong }: Order): Promise<Facts> {
  const activations = isLong ? 1000 : 8;
  const made = await activeProject("activations");
  try {
    const untouched = made.untouched();
    const pid = made.ground.monitorPid;
    let first = heldBy(pid);
    for (let version = 1; version <= activations; version++) {
      made.declare(version);
      made.apply();
      if (version % 20 === 0) made.collectGarbage(3);
      if (version === Math.min(20, activations - 1)) first = heldBy(pid);
    }
    await made.settled(activations, untouched);
    made.collectGarbage(3);
    const last = heldBy(pid);
    const stored = readdirSync(join(made.state, "store")).length;
    check(stored <= 3 * 4, `${stored} definitions in the store after gc`);
    check(
      last.descriptors <= first.descriptors + 4,
      `descriptors grew from ${first.descriptors} to ${last.descriptors}`,
    );
    check(
      last.memoryKib < first.memoryKib * 1.3 + 16_384,
      `memory grew from ${first.memoryKib} to ${last.memoryKib} KiB`,
    );
    check((await made.ground.stopMonitor()) === 0, "svscan ends with 0");
    const { lines } = checkLines(join(made.ground.logs, "writer"), made.notes);
    return { activations, lines, "memory before KiB": first.memoryKib, "after KiB": last.memoryKib };
  } finally {
    await made.ground.leave();
  }
}

export const activationScenarios: readonly Scenario[] = [
  {
    name: "kill-apply",
    claim:
      "apply killed at any moment: the next one succeeds, the last definition runs, once, and nothing else is touched",
    run: killApply,
  },
  {
    name: "activations-flat",
    claim:
      "a thousand activations leave descriptors, memory and, after gc, the store as they were; no logged line is lost",
    run: activationsStayFlat,
  },
];
