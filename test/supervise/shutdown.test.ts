import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { KILL_WAIT_MS } from "../../src/supervise/scan-state.ts";
import { continueShutdown, nextToStop, onKillAt, onShutdown } from "../../src/supervise/shutdown.ts";
import { found, needs, ScanBench, set } from "./scan-bench.ts";

const shutdown = { kind: "shutdown", exitCode: 7 } as const;
const limits = { boundMs: 20_000, graceMs: 5000 };

describe("shutdown", () => {
  it("stops in reverse order of dependencies and leaves with the code", () => {
    const bench = set({ db: {}, cache: {}, web: needs("db"), proxy: { after: ["web"], wants: ["cache"] } });
    expect(bench.do(shutdown).take()).toBe("remove proxy");
    expect(bench.ended("proxy").take()).toBe("remove cache, remove web");
    expect(bench.ended("cache").take()).toBe("");
    expect(bench.ended("web").take()).toBe("remove db");
    expect(bench.ended("db").take()).toBe("exit 7");
  });

  it("drains a logger after its service, without holding up what comes next", () => {
    const bench = new ScanBench()
      .scan("db", found("web", { hasLog: true }))
      .relate("web", needs("db"))
      .relate("db");
    bench.do(shutdown).take();
    expect(bench.ended("web").take()).toBe("drain web, remove db");
    expect(bench.ended("db").take()).toBe("");
    expect(bench.ended("web", "logger").take()).toBe("exit 7");
  });

  it("does not look at all others whenever one ends", () => {
    const bench = set({ db: {}, a: needs("db"), b: needs("db"), c: {} });
    bench.do(shutdown).take();
    const looks = (["values", "keys", "entries", Symbol.iterator] as const).map((how) =>
      vi.spyOn(bench.state.entries, how),
    );
    for (const name of ["c", "a", "b", "db"]) bench.ended(name);
    expect(bench.take()).toBe("remove db, exit 7");
    for (const look of looks) expect(look).not.toHaveBeenCalled();
  });

  it("forgets one that ends before its turn", () => {
    const bench = new ScanBench()
      .scan(found("db", { hasLog: true }), "web")
      .relate("web", needs("db"))
      .relate("db");
    bench.do(shutdown).take();
    expect(bench.ended("db").take()).toBe("drain db");
    expect(bench.ended("web").take()).toBe("");
    expect(bench.ended("db", "logger").take()).toBe("exit 7");
  });

  it("with nothing supervised is over at once", () => {
    const bench = new ScanBench().scan(found("half", { complete: false }));
    expect(bench.do(shutdown).take()).toBe("exit 7");
  });

  it("of a circle of soft dependencies does not wait for itself", () => {
    const bench = set({ a: { after: ["b"] }, b: { after: ["a"] } });
    expect(bench.do(shutdown).take()).toBe("remove a, remove b");
  });

  it("kills what is left after the bound, and leaves even if that does not help", () => {
    const bench = set({ a: {}, b: {} }, limits).do(shutdown);
    bench.take();
    expect(bench.tick(19_999).take()).toBe("");
    expect(bench.tick(1).take()).toBe("report (shutdown-overdue), kill a, kill b");
    expect(bench.ended("a").take()).toBe("");
    expect(bench.tick(KILL_WAIT_MS).take()).toBe("exit 7");
    expect(bench.ended("b").take()).toBe("");
  });

  it("asked for twice kills at once; the first code counts", () => {
    const bench = set({ a: {} }).do(shutdown);
    bench.take();
    expect(bench.do({ kind: "shutdown", exitCode: 9 }).take()).toBe("report (shutdown-overdue), kill a");
    expect(bench.ended("a").take()).toBe("exit 7");
  });

  it("takes no scan, no level and no return into account any more", () => {
    const bench = set({ a: {} }).do(shutdown);
    bench.take();
    bench.scan("a", "b").level("a", { starts: 2 }).tick(6000);
    expect(bench.take()).toBe("");
  });

  it("drains the logger of a service an operator had ended", () => {
    const bench = new ScanBench().scan(found("a", { hasLog: true })).ended("a");
    bench.take();
    expect(bench.do(shutdown).take()).toBe("drain a");
    expect(bench.ended("a", "logger").take()).toBe("exit 7");
  });

  it("ends within the bound whatever the graph and whoever obeys", () => {
    const graph = fc.array(fc.tuple(fc.nat(5), fc.nat(5), fc.boolean()), { maxLength: 12 });
    fc.assert(
      fc.property(graph, fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }), (edges, obeys) => {
        const names = [..."abcdef"];
        const of = (i: number, hard: boolean): string[] =>
          edges
            .filter(([from, to, h]) => from === i && to !== i && h === hard)
            .map(([, to]) => names[to] ?? "");
        const services = Object.fromEntries(
          names.map((name, i) => [name, { ...needs(...of(i, true)), after: of(i, false) }]),
        );
        const bench = set(services, limits).do(shutdown);
        const told = new Set<string>();
        for (let i = 0; i < 20; i++)
          for (const name of names)
            if (bench.trace.includes(`remove ${name}`) && !told.has(name)) {
              told.add(name);
              if (obeys[names.indexOf(name)]) bench.ended(name);
            }
        bench.tick(limits.boundMs).tick(KILL_WAIT_MS);
        expect(bench.state.shutdown).toBe("ended");
        expect(bench.trace.filter((t) => t === "exit 7")).toHaveLength(1);
      }),
    );
  });
});

it("the parts do nothing before a shutdown begins", () => {
  const bench = set({ a: {} });
  const turn = { s: bench.state, now: 0, effects: [] } as never;
  continueShutdown(turn);
  expect(bench.state.shutdown).toBe("none");
  expect(nextToStop(bench.state)).toEqual([]);
  onShutdown(turn, 3);
  expect(bench.state.exitCode).toBe(3);
  onKillAt(turn);
  expect(bench.state.shutdown).toBe("killing");
});
