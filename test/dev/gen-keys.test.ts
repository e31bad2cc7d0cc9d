import { expect, it } from "vitest";
import { keysSource } from "../../src/dev/gen-keys.ts";

it("the checked-in list of keys is what the schemas say", async () => {
  await expect(keysSource()).toMatchFileSnapshot("../../src/declare/keys.gen.ts");
});
