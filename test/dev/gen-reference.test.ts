import { expect, it } from "vitest";
import { referenceSource } from "../../src/dev/gen-reference.ts";
import { keyPaths, readSchema } from "../../src/dev/schemas.ts";

it("the checked-in reference is what schemas and codes say", async () => {
  await expect(referenceSource()).toMatchFileSnapshot("../../docs/reference.md");
});

it("every key has a description", () => {
  const bare = ["service.schema.json", "project.schema.json"].flatMap((file) =>
    keyPaths(readSchema(file)).filter(({ path, schema }) => path.at(-1) !== "*" && !schema.description),
  );
  expect(bare.map((k) => k.path.join("."))).toEqual([]);
});
