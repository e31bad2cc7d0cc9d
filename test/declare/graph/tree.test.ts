import { expect, it } from "vitest";
import { treeText } from "../../../src/declare/graph/tree.ts";
import { GRAPH } from "../../helpers/graph.ts";

it("shows what is below what, each part once", () => {
  expect(treeText(GRAPH)).toBe(`all
└─ web (contains)
   └─ app
      └─ db (started)
cron
└─ app (after) …
`);
  expect(treeText({ services: [], relations: [] })).toBe("");
});
