/**
 * Scenarios in a small language, for any stage that can play them: the simulated system and real processes. A scenario
 * is the directories and what is done to them, a line a step:
 *
 *     web svc du          control bytes
 *     web dies            its process is killed from outside
 *     web goes            the directory is renamed to a dot-name;  `web comes`: and back
 *     web is run up new   waits until the status says so; words in any order:
 *                         run|down|finish (state), up|once|stopped (want), paused, ready, term (got TERM),
 *                         new|same (pid, compared with the last `is`), gone (nobody supervises it)
 *     web did run, finish -1 15, run      waits until its programs have been started exactly so
 *     monitor killed      SIGKILL and a new one
 *
 * `#` begins a comment.
 */
import type { ServiceJson } from "../../src/protocol/service-json.ts";

/** What a program does, portable between a script and a simulated life. */
export interface Plan {
  /** Ends by itself after this. Default: never. */
  readonly lastsMs?: number;
  /** Exit code; negative: kills itself with that signal. Default 0. */
  readonly ends?: number;
  /** Default: TERM ends it. */
  readonly ignoresTerm?: boolean;
  /** Writes a newline to descriptor 3 after this. */
  readonly readyMs?: number;
}

export interface DirectoryPlan {
  readonly run: Plan;
  readonly finish?: Plan;
  readonly log?: boolean;
  readonly down?: boolean;
  readonly notificationFd?: boolean;
  readonly json?: Omit<ServiceJson, "format">;
}

export interface Scenario {
  readonly name: string;
  readonly directories: Readonly<Record<string, DirectoryPlan>>;
  readonly steps: string;
}

/** What a directory's status says. */
export interface Snapshot {
  /** `starting`: there is a process, but the program has not come to life yet. */
  readonly state: "down" | "run" | "finish" | "starting";
  readonly want: "up" | "down" | "once";
  readonly pid: number;
  readonly paused: boolean;
  readonly gotTerm: boolean;
  readonly ready: boolean;
}

/** A place where a scenario can be played. */
export interface Stage {
  svc(name: string, letters: string): void;
  /** Kills the process the directory has. */
  kill(name: string): void;
  rename(from: string, to: string): void;
  killMonitor(): void | Promise<void>;
  /** Undefined: nobody supervises it. */
  look(name: string): Snapshot | undefined;
  /** Programs started so far, with their arguments. */
  did(name: string): readonly string[];
  /** Fails with what `describe` gives when the condition does not come true. */
  until(condition: () => boolean, describe: () => string): Promise<void>;
}

/** Plays every step; throws at the first that does not come true. */
export async function play(scenario: Scenario, stage: Stage): Promise<void> {
  const lastPid = new Map<string, number>();
  for (const line of scenario.steps.split("\n")) {
    const [name = "", verb = "", ...words] = (line.split("#")[0] ?? "").trim().split(/\s+/);
    if (name !== "") await playStep({ stage, lastPid, line: line.trim() }, name, verb, words);
  }
}

interface Play {
  readonly stage: Stage;
  readonly lastPid: Map<string, number>;
  readonly line: string;
}

async function playStep(
  { stage, lastPid, line }: Play,
  name: string,
  verb: string,
  words: readonly string[],
): Promise<void> {
  switch (`${name === "monitor" ? "monitor " : ""}${verb}`) {
    case "svc":
      return stage.svc(name, words.join(""));
    case "dies":
      return stage.kill(name);
    case "goes":
      return stage.rename(name, `.${name}`);
    case "comes":
      return stage.rename(`.${name}`, name);
    case "monitor killed":
      return stage.killMonitor();
    case "is":
      await stage.until(
        () => isSo(stage.look(name), words, lastPid.get(name) ?? 0),
        () => `${line}: ${JSON.stringify(stage.look(name))}, did ${stage.did(name).join(", ")}`,
      );
      lastPid.set(name, stage.look(name)?.pid ?? 0);
      return;
    case "did":
      return stage.until(
        () => stage.did(name).join(", ") === words.join(" "),
        () => `${line}: did ${stage.did(name).join(", ")}`,
      );
    default:
      throw new Error(`no such step: ${line}`);
  }
}

function isSo(look: Snapshot | undefined, words: readonly string[], lastPid: number): boolean {
  if (look === undefined) return words.includes("gone");
  return words.every((word) => {
    switch (word) {
      case "run":
      case "down":
      case "finish":
        return look.state === word;
      case "up":
      case "once":
        return look.want === word;
      case "stopped":
        return look.want === "down";
      case "paused":
        return look.paused;
      case "ready":
        return look.ready;
      case "term":
        return look.gotTerm;
      case "new":
        return look.pid !== 0 && look.pid !== lastPid;
      case "same":
        return look.pid === lastPid;
      default:
        return false;
    }
  });
}
