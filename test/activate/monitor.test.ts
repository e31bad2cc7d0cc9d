/** A look for each of a thousand services that change together would be a million looks at names. */
import { setImmediate } from "node:timers/promises";
import { expect, it } from "vitest";
import { askForRescanSoon } from "../../src/activate/monitor.ts";
import type { Operations } from "../../src/os/operations.ts";

it("a monitor is asked once for all that change in one turn, and again for what changes later", async () => {
  const asked: string[] = [];
  const ops = { control: (path: string, bytes: string) => asked.push(`${path} ${bytes}`) } as unknown;
  const context = { ops: ops as Operations, scanDir: "/scan", monitor: "s6" } as const;
  await Promise.all(Array.from({ length: 1000 }, () => askForRescanSoon(context)));
  expect(asked).toEqual(["/scan/.s6-svscan/control an"]);
  await setImmediate();
  await askForRescanSoon(context);
  expect(asked).toHaveLength(2);
});

it("whoever waits for it hears of a failure", async () => {
  const ops: unknown = {
    touch: () => {
      throw new Error("read-only");
    },
  };
  const context = { ops: ops as Operations, scanDir: "/scan", monitor: "runit" } as const;
  const ended = await Promise.allSettled([askForRescanSoon(context), askForRescanSoon(context)]);
  expect(ended.map((e) => e.status)).toEqual(["rejected", "rejected"]);
});
