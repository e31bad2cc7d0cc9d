import { describe, expect, it } from "vitest";
import { RETURN_MS, SETTLE_MS } from "../../src/supervise/scan-state.ts";
import { found, ScanBench } from "./scan-bench.ts";

describe("new directories", () => {
  it("complete ones are supervised at once, in the order of names, loggers with them", () => {
    const bench = new ScanBench().scan("b", found("a", { hasLog: true }));
    expect(bench.take()).toBe("supervise a, supervise a/log, supervise b");
    expect(bench.scan("a", "b").take()).toBe("");
  });

  it("half-populated ones wait until they are complete (8.4)", () => {
    const half = (stamp: string) => found("a", { complete: false, stamp });
    const bench = new ScanBench().scan(half("1"));
    expect(bench.take()).toBe("");
    expect(bench.scan("a").take()).toBe("supervise a");
  });

  it("or until nothing has changed for a while: then their start fails loudly", () => {
    const half = (stamp: string) => found("a", { complete: false, stamp });
    const bench = new ScanBench()
      .scan(half("1"))
      .tick(SETTLE_MS - 1)
      .scan(half("2"));
    expect(bench.tick(SETTLE_MS - 1).take()).toBe("");
    expect(bench.tick(1).take()).toBe("report (incomplete), supervise a");
  });

  it("one that goes away while it settles was never there", () => {
    const bench = new ScanBench().scan(found("a", { complete: false })).scan();
    expect(bench.tick(60_000).take()).toBe("");
  });

  it("a log that appears later is noticed, and only once (8.4)", () => {
    const bench = new ScanBench().scan("a").scan(found("a", { hasLog: true }));
    expect(bench.take()).toBe("supervise a, supervise a/log");
    expect(bench.scan(found("a", { hasLog: true })).take()).toBe("");
  });
});

describe("identity", () => {
  it("a renamed directory keeps its service (5.4)", () => {
    const bench = new ScanBench().scan("a");
    bench.take();
    expect(bench.scan(found("b", { identity: "i:a" })).take()).toBe("rename a a b");
    expect(bench.state.names.get("b")).toBe("i:a");
    expect(bench.state.names.has("a")).toBe(false);
  });

  it("two that swap names keep their services", () => {
    const bench = new ScanBench().scan("a", "b");
    bench.take();
    bench.scan(found("a", { identity: "i:b" }), found("b", { identity: "i:a" }));
    expect(bench.take()).toBe("rename b b a, rename a a b");
    expect([bench.state.names.get("a"), bench.state.names.get("b")]).toEqual(["i:b", "i:a"]);
  });

  it("two names of one directory are one service, under the name it has", () => {
    const bench = new ScanBench().scan("b").scan("b", found("a", { identity: "i:b" }));
    expect(bench.take()).toBe("supervise b, report (same-directory)");
    expect(bench.scan(found("a", { identity: "i:b" })).take()).toBe("rename b b a");
  });

  it("a retargeted link is one service less and one more (5.7)", () => {
    const bench = new ScanBench().scan("a");
    bench.take();
    expect(bench.scan(found("a", { identity: "i:new" })).take()).toBe("remove a, supervise new");
    expect(bench.ended("a").take()).toBe("");
    expect(bench.state.names.get("a")).toBe("i:new");
  });
});

describe("removal", () => {
  const logged = found("a", { hasLog: true });

  it("stops the service, then drains its logger (5.7)", () => {
    const bench = new ScanBench().scan(logged).scan();
    bench.take();
    expect(bench.ended("a").take()).toBe("drain a");
    expect(bench.ended("a", "logger").take()).toBe("");
    expect(bench.state.entries.size).toBe(0);
  });

  it("a directory that comes back meanwhile begins anew, after the old one has ended", () => {
    const bench = new ScanBench().scan("a").scan().scan("a");
    expect(bench.take()).toBe("supervise a, remove a");
    expect(bench.ended("a").take()).toBe("supervise a");
  });

  it("and not at all if it goes again", () => {
    const bench = new ScanBench().scan("a").scan().scan("a").scan();
    bench.take();
    expect(bench.ended("a").take()).toBe("");
  });
});

describe("an operator's x (8.15)", () => {
  it("lasts a while, then the service is supervised again, down where the operator had stopped it", () => {
    const bench = new ScanBench().scan("a", "b");
    bench.take();
    bench.ended("a", "service", true).ended("b");
    expect(bench.scan("a", "b").take()).toBe("");
    expect(bench.tick(RETURN_MS).take()).toBe("supervise a down, supervise b");
  });

  it("leaves the logger alone (5.9), which ends when the directory goes", () => {
    const bench = new ScanBench().scan(found("a", { hasLog: true })).ended("a");
    bench.take();
    expect(bench.scan().take()).toBe("drain a");
  });

  it("to the logger alone: it comes back as well", () => {
    const bench = new ScanBench().scan(found("a", { hasLog: true })).ended("a", "logger", true);
    bench.take();
    expect(bench.scan(found("a", { hasLog: true })).take()).toBe("");
    expect(bench.tick(RETURN_MS).take()).toBe("supervise a/log down");
  });

  it("to both at once: both come back, each once", () => {
    const logged = found("a", { hasLog: true });
    const bench = new ScanBench().scan(logged).ended("a").ended("a", "logger", true);
    bench.take();
    expect(bench.tick(RETURN_MS).take()).toBe("supervise a/log down, supervise a");
    expect(bench.scan(logged).take()).toBe("");
  });

  it("to both, then removed: nothing comes back", () => {
    const bench = new ScanBench()
      .scan(found("a", { hasLog: true }))
      .ended("a")
      .ended("a", "logger")
      .scan();
    bench.take();
    expect(bench.tick(60_000).take()).toBe("");
    expect(bench.state.entries.size).toBe(0);
  });
});
