/** The simulated system as a stage for scenarios. */

import { defineService } from "../../src/supervise/define-service.ts";
import { NO_RELATIONS } from "../../src/supervise/scan-state.ts";
import { statusOf } from "../../src/supervise/service-step.ts";
import { type Life, STEADY } from "./processes.ts";
import type { DirectoryPlan, Plan, Scenario, Snapshot, Stage } from "./scenario.ts";
import { SimOs } from "./sim-os.ts";

const BOUND_MS = 120_000;

export class SimStage implements Stage {
  readonly os: SimOs;
  readonly #plans: Scenario["directories"];

  constructor(plans: Scenario["directories"]) {
    this.#plans = plans;
    this.os = new SimOs({
      spawn: (definition, program) => this.#life(definition.name, program),
      isBare: (key) => this.#plans[key.replace("i:", "")]?.finish === undefined,
      delayMs: () => 1,
      job: () => ({ ok: false, afterMs: 0 }),
    });
    for (const [name, plan] of Object.entries(plans)) this.os.directories.set(name, directoryOf(name, plan));
    this.os.rescan();
  }

  svc(name: string, letters: string): void {
    for (const letter of letters) this.os.control(this.#key(name), letter);
  }

  kill(name: string): void {
    for (const process of this.os.living(this.#key(name))) this.os.endProcess(process, 9);
  }

  rename(from: string, to: string): void {
    const directory = this.os.directories.get(from);
    if (directory === undefined) throw new Error(`no directory ${from}`);
    this.os.directories.delete(from);
    directory.name = to;
    this.os.directories.set(to, directory);
    this.os.rescan();
  }

  killMonitor(): void {
    this.os.killMonitor();
  }

  look(name: string): Snapshot | undefined {
    const state = this.os.machines.get(this.#key(name))?.state;
    return state === undefined ? undefined : { ...statusOf(state), ready: state.ready };
  }

  did(name: string): readonly string[] {
    const key = this.#key(name);
    return this.os.story
      .filter((l) => new RegExp(`^${key} (run|finish)\\b`).test(l))
      .map((l) => l.slice(key.length + 1));
  }

  async until(condition: () => boolean, describe: () => string): Promise<void> {
    if (!this.os.runUntil(condition, BOUND_MS)) throw new Error(describe());
  }

  /** A directory keeps its identity whatever it is called. */
  #key(name: string): string {
    return `i:${name.replace(/^\./, "")}`;
  }

  #life(name: string, program: "run" | "finish"): Life | "missing" {
    const plan = this.#plans[name];
    if (plan === undefined) return STEADY;
    const chosen = program === "run" ? plan.run : plan.finish;
    return chosen === undefined ? "missing" : lifeOf(chosen);
  }
}

function lifeOf(plan: Plan): Life {
  return {
    lastsMs: plan.lastsMs ?? Infinity,
    ends: plan.ends ?? 0,
    obeysMs: plan.ignoresTerm === true ? Infinity : 5,
    readyMs: plan.readyMs ?? Infinity,
    leavesMs: 0,
  };
}

function directoryOf(name: string, plan: DirectoryPlan): Parameters<SimOs["directories"]["set"]>[1] {
  const json = plan.json ?? {};
  const { definition } = defineService({
    name,
    role: "service",
    down: plan.down === true,
    json,
    notificationFd: plan.notificationFd === true ? "3\n" : undefined,
  });
  return {
    name,
    identity: `i:${name}`,
    complete: true,
    hasLog: plan.log === true,
    definition,
    relations: {
      ...NO_RELATIONS,
      dependsOn: json["depends-on"] ?? [],
      wants: json.wants ?? [],
      after: json.after ?? [],
      conflicts: json.conflicts ?? [],
      partOf: json["part-of"] ?? [],
    },
  };
}
