import { describe, expect, it } from "vitest";
import { Graph } from "../../src/compile/graph.ts";
import type { Dependency, Service } from "../../src/declare/service.ts";
import { bundle, project, service } from "../helpers/service.ts";

const needs = (name: string): Dependency => ({ service: name, condition: "ready", restart: false });
const names = (services: readonly { name: string }[]): string[] => services.map((s) => s.name);

function waits(subject: Service, ...others: readonly Service[]): string[] {
  return new Graph(project(subject, ...others)).waits(subject).map((w) => `${w.kind} ${w.service.name}`);
}

describe("waits", () => {
  it("takes the strongest reason of several, sorted by directory", () => {
    const web = service({ dependsOn: [needs("db")], wants: ["db", "log"], after: ["log", "x"] });
    const others = ["db", "log", "x"].map((name) => service({ name }));
    expect(waits(web, ...others)).toEqual(["needs db", "wants log", "after x"]);
  });

  it("turns `before` round", () => {
    expect(waits(service(), service({ name: "first", before: ["web"] }))).toEqual(["after first"]);
  });

  it("waits for what a bundle stands for, bundles in bundles too, and never for itself", () => {
    const web = service({ dependsOn: [needs("all")] });
    const inner = bundle("inner", "b", "web", "all");
    const others = [bundle("all", "inner", "a"), inner, service({ name: "a" }), service({ name: "b" })];
    expect(waits(web, ...others)).toEqual(["needs a", "needs b"]);
  });

  it("ignores what is not declared", () => {
    expect(waits(service({ wants: ["nobody"] }))).toEqual([]);
  });
});

it("expands names to services, each once", () => {
  const graph = new Graph(project(bundle("all", "a", "b"), service({ name: "a" }), service({ name: "b" })));
  expect(names(graph.expand(["b", "all", "a"]))).toEqual(["b", "a"]);
});
