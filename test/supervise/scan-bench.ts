/** The scan machine on the bench: named services in, effects out as short texts. The identity of a directory is `i:NAME`. */
import {
  NO_RELATIONS,
  type Relations,
  type ScanEvent,
  type ScannedEntry,
  type ScanState,
} from "../../src/supervise/scan-state.ts";
import { createScan, type ScanLimits, scanStep } from "../../src/supervise/scan-step.ts";
import type { Level } from "../../src/supervise/service-state.ts";

type Happening = ScanEvent extends infer E ? (E extends unknown ? Omit<E, "now"> : never) : never;

export const found = (name: string, change: Partial<ScannedEntry> = {}): ScannedEntry => ({
  name,
  identity: `i:${name}`,
  complete: true,
  hasLog: false,
  stamp: "1",
  ...change,
});

export const LEVEL: Level = {
  started: true,
  ready: true,
  completed: false,
  coming: false,
  wanted: true,
  active: true,
  starts: 1,
};

export const COMING: Level = {
  ...LEVEL,
  started: false,
  ready: false,
  coming: true,
  active: false,
  starts: 0,
};
export const DOWN: Level = { ...COMING, coming: false, wanted: false };

export class ScanBench {
  state: ScanState;
  now = 1000;
  trace: string[] = [];

  constructor(limits?: ScanLimits) {
    this.state = createScan(limits);
  }

  do(event: Happening): this {
    const { state, effects } = scanStep(this.state, { ...event, now: this.now } as ScanEvent);
    this.state = state;
    for (const effect of effects) {
      const name = "identity" in effect ? effect.identity.replace("i:", "") : "";
      const rest =
        effect.kind === "supervise"
          ? `${effect.role === "logger" ? "/log" : ""}${effect.down ? " down" : ""}`
          : effect.kind === "dependencies"
            ? ` ${effect.verdict}${effect.stop ? " stop" : ""}`
            : effect.kind === "report"
              ? `(${effect.report.what})`
              : effect.kind === "exit"
                ? `${effect.code}`
                : effect.kind === "rename"
                  ? ` ${effect.from} ${effect.to}`
                  : "";
      this.trace.push(`${effect.kind} ${name}${rest}`.trim());
    }
    return this;
  }

  scan(...entries: (string | ScannedEntry)[]): this {
    return this.do({ kind: "scanned", entries: entries.map((e) => (typeof e === "string" ? found(e) : e)) });
  }

  relate(name: string, relations: Partial<Relations> = {}): this {
    return this.do({ kind: "related", identity: `i:${name}`, relations: { ...NO_RELATIONS, ...relations } });
  }

  level(name: string, level: Partial<Level> = {}): this {
    return this.do({ kind: "level", identity: `i:${name}`, level: { ...LEVEL, ...level } });
  }

  ended(name: string, role: "service" | "logger" = "service", operatorDown = false): this {
    return this.do({ kind: "ended", identity: `i:${name}`, role, operatorDown });
  }

  tick(ms: number): this {
    this.now += ms;
    return this.do({ kind: "tick" });
  }

  take(): string {
    const text = this.trace.join(", ");
    this.trace = [];
    return text;
  }
}

/** Scanned, related and up, nothing to tell. */
export function set(services: Readonly<Record<string, Partial<Relations>>>, limits?: ScanLimits): ScanBench {
  const bench = new ScanBench(limits).scan(...Object.keys(services));
  for (const [name, relations] of Object.entries(services)) bench.relate(name, relations);
  for (const name of Object.keys(services)) bench.level(name);
  bench.take();
  return bench;
}

/** A hard dependency on readiness. */
export const needs = (...services: string[]): Partial<Relations> => ({
  dependsOn: services.map((service) => ({ service, condition: "ready" })),
});
