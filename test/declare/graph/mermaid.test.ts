import { expect, it } from "vitest";
import { mermaidText } from "../../../src/declare/graph/mermaid.ts";
import { GRAPH } from "../../helpers/graph.ts";

it("is a flowchart", () => {
  expect(mermaidText(GRAPH)).toBe(`flowchart LR
  s0["all"]
  s1["app"]
  s2["cron"]
  s3["db"]
  s4["web"]
  s0 -.->|contains| s4
  s1 -->|started| s3
  s2 -.->|after| s1
  s4 --> s1
  s4 x-.-x s2
`);
});
