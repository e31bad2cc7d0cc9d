/** Many services, and nothing to do. */
import type { Sample } from "../harness.ts";
import { emptyGroup, quiet, usageNs, wakeUps } from "./group.ts";
import { countOf } from "./program.ts";
import { type Ground, layOut, type Suite, startInGroup } from "./suites.ts";
import { pause, until } from "./wait.ts";

/** Caches settle, garbage is collected once. */
const SETTLE_MS = 15_000;
const IDLE_MS = 20_000;

/** CPU in twenty seconds, and how often any thread was woken. */
export async function idle(ground: Ground, suite: Suite, count: number): Promise<Sample> {
  layOut(ground, suite, count, true);
  const monitor = startInGroup(suite.command(ground.scan));
  try {
    await until(() => countOf(ground.notes) >= count);
    await quiet();
    await pause(SETTLE_MS);
    const [cpu, switches] = [usageNs(), wakeUps()];
    await pause(IDLE_MS);
    return { "CPU ms in 20 s": (usageNs() - cpu) / 1e6, "wake-ups in 20 s": wakeUps() - switches };
  } finally {
    monitor.kill("SIGKILL");
    await emptyGroup();
  }
}
