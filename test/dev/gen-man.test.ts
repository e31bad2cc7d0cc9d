import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { manualPages } from "../../src/dev/gen-man.ts";

it("the manual pages of the commands are those the command table gives", async () => {
  const pages = await manualPages();
  for (const [name, text] of pages) await expect(text).toMatchFileSnapshot(`../../man/${name}`);
  const generated = readdirSync(new URL("../../man", import.meta.url)).filter((n) =>
    /^svforge.*\.1$/.test(n),
  );
  expect(generated.sort()).toEqual([...pages.keys()].sort());
});

it("a global installation links every manual page", () => {
  const root = new URL("../../", import.meta.url);
  const { man } = JSON.parse(readFileSync(new URL("package.json", root), "utf8")) as { man: string[] };
  expect(man).toEqual(
    readdirSync(new URL("man", root))
      .sort()
      .map((name) => `man/${name}`),
  );
});
