import { describe, expect, it } from "vitest";
import { waitsFor } from "../../src/supervise/dependencies.ts";
import { SOFT_WAIT_MS } from "../../src/supervise/scan-state.ts";
import { COMING, DOWN, LEVEL, needs, ScanBench, set } from "./scan-bench.ts";

describe("hard dependencies", () => {
  it.each([
    ["ready", { ...LEVEL, ready: false }, LEVEL],
    ["started", COMING, { ...LEVEL, ready: false }],
    ["completed", LEVEL, { ...DOWN, completed: true }],
  ] as const)("wait for %s", (condition, before, after) => {
    const bench = new ScanBench().scan("db", "web").relate("db");
    bench.relate("web", { dependsOn: [{ service: "db", condition }] }).take();
    expect(bench.state.told.get("i:web")?.verdict).toBe("wait");
    expect(bench.level("db", before).take()).toBe("");
    expect(waitsFor(bench.state, "i:web")).toEqual(["db"]);
    expect(bench.level("db", after).take()).toBe("dependencies web met");
    expect(waitsFor(bench.state, "i:web")).toEqual([]);
  });

  it("one that is lost is waited for again", () => {
    const bench = set({ db: {}, web: needs("db") });
    expect(bench.level("db", COMING).take()).toBe("dependencies web wait");
    expect(bench.level("db").take()).toBe("dependencies web met");
  });

  it("one that does not exist is named once, and counts when it comes", () => {
    const bench = new ScanBench().scan("web").relate("web", needs("db"));
    expect(bench.take()).toBe("supervise web, report (missing-dependency), dependencies web wait");
    bench.scan("web", "db").relate("db");
    expect(bench.take()).toBe("supervise db");
    expect(bench.level("db").take()).toBe("dependencies web met");
  });

  it("are pulled up for somebody who wants to run, not for somebody who does not", () => {
    const bench = new ScanBench().scan("db", "web").relate("db").relate("web", needs("db"));
    bench.level("web", DOWN).level("db", DOWN).take();
    expect(bench.level("web", COMING).take()).toBe("pull db");
  });

  it("by alias", () => {
    const bench = new ScanBench()
      .scan("pg", "web")
      .relate("pg", { provides: ["db"] })
      .relate("web", needs("db"));
    bench.take();
    expect(bench.level("pg").take()).toBe("dependencies web met");
  });
});

describe("soft dependencies", () => {
  it.each([["wants"], ["after"]] as const)("%s waits for who is on the way, and for nobody else", (kind) => {
    const bench = new ScanBench()
      .scan("a", "b")
      .relate("a")
      .relate("b", { [kind]: ["a", "nobody"] });
    expect(bench.take()).toBe("supervise a, supervise b, dependencies b wait");
    expect(bench.level("a", COMING).take()).toBe("");
    expect(bench.level("a", DOWN).take()).toBe("dependencies b met");
  });

  it("never block: after a while they are not waited for, and not again", () => {
    const bench = new ScanBench()
      .scan("a", "b")
      .relate("a")
      .relate("b", { wants: ["a"] })
      .level("a", COMING);
    bench.take();
    expect(bench.tick(SOFT_WAIT_MS).take()).toBe("dependencies b met");
    expect(bench.level("a", { ...COMING, starts: 1 }).take()).toBe("");
    expect(waitsFor(bench.state, "i:b")).toEqual([]);
  });

  it("in a circle wait for nobody", () => {
    const bench = new ScanBench()
      .scan("a", "b")
      .relate("a", { after: ["b"] })
      .relate("b", { after: ["a"] });
    bench.take();
    bench.level("a", COMING).level("b", COMING);
    expect([...bench.state.told.values()].every((t) => t.verdict === "met")).toBe(true);
  });
});

describe("restart = true", () => {
  const follows = { dependsOn: [{ service: "db", condition: "ready" as const, restart: true }] };

  it("follows a restart, not the first start, and not who is down", () => {
    const bench = set({ db: {}, web: follows, job: follows });
    bench.level("job", DOWN).take();
    bench.level("db", { ...COMING, starts: 1 }).take();
    expect(bench.level("db", { starts: 2, ready: false }).take()).toBe("restart web");
  });

  it("never goes round: a wave does not come back to where it was", () => {
    const bench = set({ db: { partOf: ["web"] }, web: follows });
    expect(bench.level("db", { starts: 2 }).take()).toBe("restart web");
    expect(bench.level("web", { starts: 2 }).take()).toBe("");
    expect(bench.level("web", { starts: 3 }).take()).toBe("restart db");
  });

  it("a plain dependency goes on through restarts", () => {
    const bench = set({ db: {}, web: needs("db") });
    expect(bench.level("db", { starts: 2 }).take()).toBe("");
  });
});

describe("part-of", () => {
  it("stops, comes back and restarts with the whole", () => {
    const bench = set({ site: {}, worker: { partOf: ["site"] } });
    expect(bench.level("site", DOWN).take()).toBe("dependencies worker wait stop");
    expect(bench.level("site", COMING).take()).toBe("dependencies worker met");
    bench.level("site");
    expect(bench.level("site", { starts: 2 }).take()).toBe("restart worker");
  });
});

describe("conflicts", () => {
  it("exclude whoever declares them; the other may start when it is free", () => {
    for (const declared of [
      { a: { conflicts: ["b"] }, b: {} },
      { a: {}, b: { conflicts: ["a"] } },
    ]) {
      const bench = new ScanBench().scan("a", "b").relate("a", declared.a).relate("b", declared.b);
      bench.take();
      bench.level("a", { ...COMING, active: true }).level("b", COMING);
      expect(bench.take()).toContain("report (conflict), dependencies b wait");
      expect(bench.level("a", DOWN).take()).toBe("dependencies b met");
    }
  });
});
