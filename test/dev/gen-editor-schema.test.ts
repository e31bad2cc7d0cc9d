import { expect, it } from "vitest";
import { editorSchema } from "../../src/dev/gen-editor-schema.ts";

it("the editors' schema is what the schemas say, and refers to nothing outside itself", async () => {
  const text = editorSchema();
  await expect(text).toMatchFileSnapshot("../../schema/svforge.schema.json");
  expect([...text.matchAll(/"\$ref": "([^#][^"]*)"/g)].map((m) => m[1])).toEqual([]);
});
