import { expect, it } from "vitest";
import { dotText } from "../../../src/declare/graph/dot.ts";
import { GRAPH } from "../../helpers/graph.ts";

it("is a digraph", () => {
  expect(dotText(GRAPH)).toBe(`digraph svforge {
  rankdir=LR;
  node [shape=box];
  "all";
  "app";
  "cron";
  "db";
  "web";
  "all" -> "web" [style=bold, label="contains"];
  "app" -> "db" [label="started"];
  "cron" -> "app" [style=dashed, label="after"];
  "web" -> "app";
  "web" -> "cron" [style=dotted, dir=both, label="conflicts"];
}
`);
});
