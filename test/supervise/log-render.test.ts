import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseFilter } from "../../src/supervise/log-pattern.ts";
import {
  INPUT_SIZE,
  type LinePosition,
  plainRenderer,
  renderFiltered,
  renderInPlace,
} from "../../src/supervise/log-render.ts";

const renderer = plainRenderer();
const label = Buffer.from("> ");

function show(text: string, position: "start" | "inside" = "start", limit = 1000) {
  renderer.input.set(Buffer.from(text, "latin1"));
  const result = renderer.render(text.length, label, position, limit);
  return { ...result, out: Buffer.from(renderer.output.subarray(0, result.produced)).toString("latin1") };
}

describe("render", () => {
  it.each<[string, "start" | "inside", number, { consumed: number; out: string; position: LinePosition }]>([
    ["", "start", 99, { consumed: 0, out: "", position: "start" }],
    ["a\n", "start", 99, { consumed: 2, out: "> a\n", position: "start" }],
    ["a\nb", "start", 99, { consumed: 3, out: "> a\n> b", position: "inside" }],
    ["a\nb", "inside", 99, { consumed: 3, out: "a\n> b", position: "inside" }],
    ["\n\n", "start", 99, { consumed: 2, out: "> \n> \n", position: "start" }],
    ["a\0\xff\n", "start", 99, { consumed: 4, out: "> a\0\xff\n", position: "start" }],
    ["aa\nbb\n", "start", 5, { consumed: 3, out: "> aa\n", position: "start" }],
    ["aa\nbb\n", "start", 4, { consumed: 0, out: "", position: "start" }],
    ["aa\nbb\n", "inside", 4, { consumed: 3, out: "aa\n", position: "start" }],
    ["aaaa", "inside", 3, { consumed: 0, out: "", position: "inside" }],
  ])("%j from %s within %i", (text, position, limit, expected) => {
    expect(show(text, position, limit)).toMatchObject(expected);
  });

  it("does not look at what an earlier piece left in the buffer", () => {
    show("x\n".repeat(50));
    expect(show("ab")).toMatchObject({ consumed: 2, out: "> ab", position: "inside" });
  });

  it("takes a full buffer", () => {
    renderer.input.fill(120, 0, INPUT_SIZE);
    expect(renderer.render(INPUT_SIZE, label, "start", INPUT_SIZE + 2)).toEqual({
      consumed: INPUT_SIZE,
      produced: INPUT_SIZE + 2,
      position: "inside",
      isFull: false,
    });
  });
});

it("renderInPlace takes what render takes with nothing before the lines", () => {
  const bytes = fc.array(fc.constantFrom(10, 97, 0), { maxLength: 40 });
  const position = fc.constantFrom("start" as const, "inside" as const);
  fc.assert(
    fc.property(bytes, position, fc.integer({ min: -50, max: 50 }), (piece, from, limit) => {
      renderer.input.set(piece);
      const expected = renderer.render(piece.length, Buffer.alloc(0), from, limit);
      expect(renderInPlace(renderer, piece.length, from, limit)).toEqual(expected);
    }),
  );
});

describe("renderFiltered", () => {
  const filter = parseFilter(["-*", "+keep*"]);

  function filtered(text: string, position: LinePosition = "start", final = false) {
    renderer.input.set(Buffer.from(text));
    const result = renderFiltered(renderer, filter, {
      size: text.length,
      label,
      position,
      limit: 100_000,
      final,
    });
    return { ...result, out: Buffer.from(renderer.output.subarray(0, result.produced)).toString() };
  }

  it.each<[string, LinePosition, boolean, number, string, LinePosition]>([
    ["keep a\ndrop\nkeep b\n", "start", false, 19, "> keep a\n> keep b\n", "start"],
    ["drop\nke", "start", false, 5, "", "start"],
    ["drop\nkeep", "start", true, 9, "> keep", "inside"],
    ["rest\nkeep\n", "inside", false, 10, "rest\n> keep\n", "start"],
    ["rest\nkeep\n", "dropping", false, 10, "> keep\n", "start"],
    ["rest", "dropping", false, 4, "", "dropping"],
    [`keep${"x".repeat(1000)}`, "start", false, 1004, `> keep${"x".repeat(1000)}`, "inside"],
    [`drop${"x".repeat(1000)}`, "start", false, 1004, "", "dropping"],
  ])("%j from %s, final %s", (text, position, final, consumed, out, end) => {
    expect(filtered(text, position, final)).toMatchObject({ consumed, out, position: end });
  });

  it("gives the same lines however the stream is cut", () => {
    const line = fc.oneof(
      fc.constant("keep\n"),
      fc.constant("drop\n"),
      fc.constant(`keep${"y".repeat(1500)}\n`),
    );
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 12 }),
        fc.array(fc.integer({ min: 1, max: 1200 })),
        (lines, cuts) => {
          const text = lines.join("");
          let [from, position, out] = [0, "start" as LinePosition, ""];
          let cut = 0;
          for (let step = 0; from < text.length && step < 10_000; step++) {
            cut = Math.min(text.length, Math.max(cut, from) + (cuts[step % Math.max(1, cuts.length)] ?? 700));
            const result = filtered(text.slice(from, cut), position, cut === text.length);
            out += result.out;
            from += result.consumed;
            position = result.position;
          }
          expect(out).toBe(
            lines
              .filter((l) => l.startsWith("keep"))
              .map((l) => `> ${l}`)
              .join(""),
          );
        },
      ),
    );
  });
});
