import { expect, it } from "vitest";
import { validatorSource } from "../../src/dev/gen-validator.ts";

it("the checked-in validator is what the schemas say", async () => {
  await expect(await validatorSource()).toMatchFileSnapshot("../../src/declare/validator.gen.js");
});
