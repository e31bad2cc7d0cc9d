/** The scenarios. Each names the statement of the daemontools family it shows, or the promise of ours. */
import type { DirectoryPlan, Plan, Scenario } from "./scenario.ts";

const steady: DirectoryPlan = { run: {}, finish: { lastsMs: 0 } };
const crash: Plan = { lastsMs: 0, ends: 3 };
const restart = {
  policy: "on-failure",
  "delay-ms": 0,
  "max-delay-ms": 0,
  "window-ms": 60_000,
  "reset-after-ms": 60_000,
  "success-codes": [0],
  "on-give-up": "stop",
} as const;

export const SCENARIOS: readonly Scenario[] = [
  {
    name: "t restarts, finish learns of the signal (runit)",
    directories: { web: steady },
    steps: `
      web is run up
      web svc t
      web is run up new
      web did run, finish -1 15, run`,
  },
  {
    name: "a crash is followed by finish with its code, then by a start",
    directories: { web: { run: { lastsMs: 300, ends: 3 }, finish: { lastsMs: 0 } } },
    steps: `
      web is run up
      web is run up new
      web svc d
      web is down stopped`,
  },
  {
    name: "d stops, u starts, o starts once",
    directories: { web: steady },
    steps: `
      web is run up
      web svc d
      web is down stopped
      web svc u
      web is run up new
      web svc d
      web is down stopped
      web svc o
      web is run once new
      web dies
      web is down once
      web did run, finish -1 15, run, finish -1 15, run, finish -1 9`,
  },
  {
    name: "du restarts in one write",
    directories: { web: steady },
    steps: `
      web is run up
      web svc du
      web is run up new
      web did run, finish -1 15, run`,
  },
  {
    name: "a service that ignores TERM stays, then obeys k and is not started again",
    directories: { web: { run: { ignoresTerm: true }, finish: { lastsMs: 0 } } },
    steps: `
      web is run up
      web svc d
      web is finish stopped term same
      web svc k
      web is down stopped
      web did run, finish -1 9`,
  },
  {
    name: "a declared timeout escalates to KILL",
    directories: {
      web: {
        run: { ignoresTerm: true },
        finish: { lastsMs: 0 },
        json: { stop: { signal: "TERM", "timeout-ms": 200, kill: "process" } },
      },
    },
    steps: `
      web is run up
      web svc d
      web is down stopped
      web did run, finish -1 9`,
  },
  {
    name: "pause and continue keep the process; d wakes it and forgets the pause (8.12)",
    directories: { web: steady },
    steps: `
      web is run up
      web svc p
      web is run up paused same
      web svc c
      web is run up same
      web svc p
      web is run paused
      web svc d
      web is down stopped
      web did run, finish -1 15`,
  },
  {
    name: "a down file is heeded, u overrides it",
    directories: { web: { ...steady, down: true } },
    steps: `
      web is down stopped
      web svc u
      web is run up new
      web did run`,
  },
  {
    name: "a hanging finish is killed and the service goes on (8.13)",
    directories: { web: { run: crash, finish: { ignoresTerm: true } } },
    steps: `
      web is finish up
      web svc k               # the operator need not wait for the timeout
      web is finish new
      web svc d
      web svc k
      web is down stopped
      web did run, finish 3 0, run, finish 3 0`,
  },
  {
    name: "dx ends supervision; the directory is taken again later, still down (8.15)",
    directories: { web: steady },
    steps: `
      web is run up
      web svc dx
      web is gone
      web is down stopped
      web svc u
      web is run up new`,
  },
  {
    name: "a directory that goes is stopped, one that comes back is started",
    directories: { web: { ...steady, log: true } },
    steps: `
      web is run up
      web/log is run up
      web goes
      .web is gone
      .web/log is gone
      web comes
      web is run up new
      web/log is run up new
      web did run, finish -1 15, run`,
  },
  {
    name: "a dependent waits until it is ready, and goes on through its restarts",
    directories: {
      db: { run: { readyMs: 300 }, notificationFd: true },
      web: { ...steady, json: { "depends-on": [{ service: "db", condition: "ready" }] } },
    },
    steps: `
      web is down up
      db is run up
      db is ready
      web is run up new
      db dies
      db is run ready new
      web is run same
      web did run`,
  },
  {
    name: "restart = true propagates",
    directories: {
      db: steady,
      web: { ...steady, json: { "depends-on": [{ service: "db", condition: "ready", restart: true }] } },
    },
    steps: `
      web is run up
      db dies
      web is run up new
      web did run, finish -1 15, run`,
  },
  {
    name: "a oneshot is up without a process, undone when stopped",
    directories: { setup: { run: { lastsMs: 50 }, finish: { lastsMs: 0 }, json: { type: "oneshot" } } },
    steps: `
      setup is run up ready
      setup svc d
      setup is down stopped
      setup did run, finish 0 0`,
  },
  {
    name: "on-failure: success is the end, u begins again",
    directories: { job: { run: { lastsMs: 50 }, json: { restart } } },
    steps: `
      job is down stopped
      job did run
      job svc u
      job is run up
      job is down stopped
      job did run, run`,
  },
  {
    name: "gives up after so many failures; sv up can revive it because it wants down (2.16)",
    directories: { job: { run: crash, json: { restart: { ...restart, "max-attempts": 2 } } } },
    steps: `
      job did run, run
      job is down stopped
      job svc u
      job did run, run, run, run
      job is down stopped`,
  },
  {
    name: "finish 125 is a permanent failure (s6)",
    directories: { web: { run: crash, finish: { lastsMs: 0, ends: 125 } } },
    steps: `
      web is down stopped
      web did run, finish 3 0`,
  },
  {
    name: "a killed monitor is followed by one that adopts: same process, then its exit is noticed (8.1)",
    directories: { web: steady },
    steps: `
      web is run up
      monitor killed
      web is run up same
      web dies
      web is run up new`,
  },
  {
    name: "an operator's down, and a oneshot that is done, survive the monitor",
    directories: {
      web: steady,
      setup: { run: { lastsMs: 0 }, finish: { lastsMs: 0 }, json: { type: "oneshot" } },
    },
    steps: `
      web is run up
      setup is run up ready
      web svc d
      web is down stopped
      monitor killed
      web is down stopped
      setup is run up ready
      setup svc d
      setup is down stopped
      web did run, finish -1 15
      setup did run, finish 0 0`,
  },
  {
    name: "a job that is complete and a once that has run are not run again by the next monitor",
    directories: { job: { run: { lastsMs: 50 }, json: { restart } }, web: { ...steady, down: true } },
    steps: `
      web is down stopped
      web svc o
      web is run once
      web dies
      web is down once
      job is down stopped
      job did run
      monitor killed
      job is down stopped
      web is down stopped
      job svc u
      job did run, run
      web did run, finish -1 9`,
  },
  {
    name: "a stop under way survives the monitor",
    directories: { web: { run: { ignoresTerm: true } } },
    steps: `
      web is run up
      web svc d
      web is stopped term
      monitor killed
      web is stopped same
      web svc k
      web is down stopped
      web did run`,
  },
];
