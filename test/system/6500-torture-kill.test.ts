import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { killScenarios } from "../../bench/torture/kill.ts";
import { markedProcesses } from "../../bench/torture/processes.ts";
import { tortureBriefly } from "../helpers/torture.ts";
import { waitFor } from "../helpers/wait-for.ts";

tortureBriefly(killScenarios);

it("npm run torture told to end in the middle takes along what it started", async () => {
  const folder = mkdtempSync(join(tmpdir(), "svforge-tortured-"));
  const words = ["dist/dev/torture.js", "--only", "kill-services", "--minutes", "1"];
  const torture = spawn(process.execPath, words, {
    env: { ...process.env, TMPDIR: folder },
    stdio: "ignore",
  });
  try {
    const started = await waitFor("something started", () =>
      readdirSync(folder).find((name) => markedProcesses(join(folder, name)).length > 3),
    );
    torture.kill("SIGTERM");
    expect(await once(torture, "exit")).toEqual([143, null]);
    expect(markedProcesses(join(folder, started))).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  } finally {
    torture.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  }
});
