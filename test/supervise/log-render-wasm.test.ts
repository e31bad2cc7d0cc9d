import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OUTPUT_ALIGNMENT, plainRenderer } from "../../src/supervise/log-render.ts";
import { fastestRenderer, wasmRenderer } from "../../src/supervise/log-render-wasm.ts";

const wasm = wasmRenderer();
const plain = plainRenderer();

describe("the WebAssembly renderer", () => {
  it("is the one in use here", () => {
    expect(fastestRenderer().input.buffer).not.toBe(plain.input.buffer);
    expect(fastestRenderer().input.buffer).not.toBeInstanceOf(SharedArrayBuffer);
  });

  it("does what the plain one does", () => {
    const newline = fc.constant(10);
    const byte = fc.oneof({ weight: 1, arbitrary: newline }, { weight: 6, arbitrary: fc.nat(255) });
    const mostlyLong = fc.oneof({ weight: 1, arbitrary: newline }, { weight: 150, arbitrary: fc.nat(255) });
    fc.assert(
      fc.property(
        fc.oneof(fc.array(byte, { maxLength: 300 }), fc.array(mostlyLong, { maxLength: 900 })),
        fc.string({ maxLength: 40 }),
        fc.boolean(),
        fc.nat(1200),
        fc.nat(OUTPUT_ALIGNMENT - 1),
        (bytes, label, inside, limit, at) => {
          const results = [wasm, plain].map((renderer) => {
            renderer.input.set(bytes);
            const position = inside ? "inside" : "start";
            const result = renderer.render(bytes.length, Buffer.from(label), position, limit, at);
            return {
              ...result,
              out: Buffer.from(renderer.output.subarray(at, at + result.produced)).toString("hex"),
            };
          });
          expect(results[0]).toEqual(results[1]);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
