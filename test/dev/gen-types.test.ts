import { expect, it } from "vitest";
import { typesSource } from "../../src/dev/gen-types.ts";

it("the checked-in types are what the schemas say", async () => {
  await expect(await typesSource()).toMatchFileSnapshot("../../src/declare/declaration.gen.ts");
});
