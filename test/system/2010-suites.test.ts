/** Compiled directories under the real suites: logging, a dependency that becomes ready, one that is not there. */
import type { ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import type { Service } from "../../src/declare/service.ts";
import { logPolicy, service } from "../helpers/service.ts";
import { endScan, needSuite, type Suite, scan, suites, temporaryFolder } from "../helpers/suites.ts";
import { textOrNone, writeServices } from "../helpers/tree.ts";
import { waitFor } from "../helpers/wait-for.ts";

let scanner: ChildProcess | undefined;
let folder = "";
afterEach(async () => endScan(scanner, folder));

/** A daemon that says so, and stays. */
function daemon(name: string, overrides: Partial<Service> = {}): Service {
  return service({
    name,
    work: {
      kind: "command",
      argv: ["/bin/sh", "-c", `echo ${name} started; echo to stderr >&2; exec sleep 1000`],
    },
    log: logPolicy({ to: { kind: "dir", dir: `${folder}/.log/${name}` } }),
    ...overrides,
  });
}

const logOf = (name: string): string => textOrNone(`${folder}/.log/${name}/current`) ?? "";

describe.each(suites("builtin", "runit", "busybox", "daemontools", "s6"))("%s", (suite: Suite) => {
  it("logs both outputs, waits for what is needed, ignores what is absent", async (ctx) => {
    needSuite(ctx, suite);
    folder = temporaryFolder();
    const gate = `${folder}/.log/gate`;
    const db = daemon("db", {
      ready: { probe: { kind: "path", path: gate }, intervalMs: 100, timeoutMs: 20_000 },
    });
    const web = daemon("web", {
      dependsOn: [{ service: "db", condition: "ready", restart: false }],
      wants: ["cache"],
    });
    const cache = daemon("cache");
    const lone = daemon("lone", { wants: ["ghost"] });
    writeServices(folder, suite, db, web, cache, lone, daemon("ghost"));
    mkdirSync(`${folder}/.log`);
    rmSync(`${folder}/ghost`, { recursive: true });
    scanner = scan(suite, folder);
    await waitFor("the log of db", () => /db started\n.*to stderr\n/.test(logOf("db")));
    await waitFor("the log of lone", () => logOf("lone").includes("lone started"));
    expect(logOf("web")).not.toContain("web started");
    expect(existsSync(`${folder}/web/supervise`)).toBe(true);
    writeFileSync(gate, "");
    await waitFor("web to start after db", () => logOf("web").includes("web started"));
  });
});
