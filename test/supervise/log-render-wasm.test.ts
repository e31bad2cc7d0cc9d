import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainRenderer } from "../../src/supervise/log-render.ts";
import { fastestRenderer, wasmRenderer } from "../../src/supervise/log-render-wasm.ts";

const wasm = wasmRenderer();
const plain = plainRenderer();

describe("the WebAssembly renderer", () => {
  it("is the one in use here", () => {
    expect(fastestRenderer().input.buffer).not.toBe(plain.input.buffer);
    expect(fastestRenderer().input.buffer).not.toBeInstanceOf(SharedArrayBuffer);
  });

  it("does what the plain one does", () => {
    const byte = fc.oneof({ weight: 1, arbitrary: fc.constant(10) }, { weight: 6, arbitrary: fc.nat(255) });
    fc.assert(
      fc.property(
        fc.array(byte, { maxLength: 300 }),
        fc.string({ maxLength: 40 }),
        fc.boolean(),
        fc.nat(1200),
        (bytes, label, inside, limit) => {
          const results = [wasm, plain].map((renderer) => {
            renderer.input.set(bytes);
            const position = inside ? "inside" : "start";
            const result = renderer.render(bytes.length, Buffer.from(label), position, limit);
            return {
              ...result,
              out: Buffer.from(renderer.output.subarray(0, result.produced)).toString("hex"),
            };
          });
          expect(results[0]).toEqual(results[1]);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
