import type { Graph } from "../../src/declare/graph/relations.ts";

/** Some of each kind of relation, one service needed twice. */
export const GRAPH: Graph = {
  services: ["all", "app", "cron", "db", "web"],
  relations: [
    { kind: "contains", from: "all", to: "web" },
    { kind: "depends-on", from: "app", to: "db", condition: "started" },
    { kind: "after", from: "cron", to: "app" },
    { kind: "depends-on", from: "web", to: "app", condition: "ready" },
    { kind: "conflicts", from: "web", to: "cron" },
  ],
};
