import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { manifestOf } from "../../src/plan/manifest.ts";
import { MARKDOWN_BUDGET, renderMarkdown } from "../../src/plan/render-markdown.ts";
import { imageOf, live, observation, planBetween, project } from "../helpers/plan-values.ts";

const restart = (run: string, keys: Record<string, string> = {}) =>
  planBetween(
    project(imageOf("web", { files: { run: "old\n" } })),
    project(imageOf("web", { files: { run }, keys })),
  );

describe("renderMarkdown", () => {
  it("is a comment one can find again, read at a glance and unfold", () => {
    expect(renderMarkdown(restart("new\n", { "env.PORT": "8081" }))).toMatchInlineSnapshot(`
      "<!-- svforge-plan:demo -->
      ### svforge plan: demo

      **Plan: 1 to restart; 0 unchanged.** Downtime: web restarts; nothing else stops.

      | | service | action | why |
      | --- | --- | --- | --- |
      | ± | web | restart | env.PORT = 8081 \\(services/web.toml:1\\) |

      <details><summary>web: restart</summary>

      \`\`\`diff
      --- a/web/run
      +++ b/web/run
      @@ -1,1 +1,1 @@
      -old
      +new
      \`\`\`

      </details>

      "
    `);
  });

  it("cannot be broken out of: fences, tags, tables, mentions, controls", () => {
    const evil = "```\n````` </details><script>\n### No changes\n\u202e\u001b[2J";
    const text = renderMarkdown(restart(`${evil}\n`, { "env.X": `|@team <b>#1 ${evil}` }));
    const fence = /^(`{3,})diff$/m.exec(text)?.[1] ?? "";
    expect(fence.length).toBeGreaterThan(5);
    const outside = text.replace(new RegExp(`${fence}diff[\\s\\S]*?\\n${fence}\\n`), "");
    expect(outside).not.toMatch(/<script|<b>|@team|^### No/m);
    expect(text).not.toMatch(/\p{Bidi_Control}|(?!\n)\p{Cc}/u);
  });

  it("keeps its budget, and says what is missing", () => {
    const many = (word: string) =>
      project(
        ...Array.from({ length: 60 }, (_, i) =>
          imageOf(`s${String(i).padStart(2, "0")}`, { files: { run: `${word}\n`.repeat(200) } }),
        ),
      );
    const text = renderMarkdown(
      planBetween(many("old line of some length"), many("new line of some length")),
    );
    expect(text.length).toBeLessThanOrEqual(MARKDOWN_BUDGET);
    const shown = text.match(/<details>/g)?.length ?? 0;
    expect(text).toContain(`Differences of ${60 - shown} services omitted`);
    for (let i = 0; i < 60; i++) expect(text).toContain(`| s${String(i).padStart(2, "0")} |`);
  });

  it("never exceeds the budget, whatever the number and names of services", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 500, max: 1500 }),
        fc.string({ unit: "binary", maxLength: 40 }),
        (count, value) => {
          const all = (run: string) =>
            project(
              ...Array.from({ length: count }, (_, i) =>
                imageOf(`s${i}${"-long".repeat(12)}`, { files: { run }, keys: { "env.X": value } }),
              ),
            );
          const drifted = observation(
            ...manifestOf(all("1")).services.map((s, i) =>
              live(s, i % 2 === 0 ? { files: [{ path: value + i, kind: "file" as const, hash: "" }] } : {}),
            ),
          );
          for (const [before, after, rest] of [
            [null, all("1"), {}],
            [all("1"), all("2"), {}],
            [all("1"), all("2"), { observed: drifted }],
          ] as const) {
            const text = renderMarkdown(planBetween(before, after, rest));
            expect(text.length).toBeLessThanOrEqual(MARKDOWN_BUDGET);
            expect(text).toMatch(/more services|omitted for length/);
          }
        },
      ),
      { numRuns: 3 },
    );
  });
});
