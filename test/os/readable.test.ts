import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { closeRaw } from "../../src/os/close-raw.ts";
import { pipe } from "../../src/os/libc.ts";
import { codeOf } from "../../src/os/os-error.ts";
import { watchReadable } from "../../src/os/readable.ts";

const turns = async (count: number): Promise<void> => {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setTimeout(resolve, 1));
};

describe("descriptors watched together", () => {
  it("each tells its own watcher, as long as there is something to read", async () => {
    const pipes = Array.from({ length: 200 }, () => pipe());
    const heard = new Map<number, number>();
    const stops = pipes.map(({ reader }, i) =>
      watchReadable(reader, () => {
        heard.set(i, (heard.get(i) ?? 0) + 1);
        readSync(reader, Buffer.alloc(1));
      }),
    );
    pipes.forEach(({ writer }, i) => {
      writeSync(writer, i % 2 === 0 ? "ab" : "a");
    });
    while ([...heard.values()].reduce((sum, n) => sum + n, 0) < 300) await turns(1);
    expect([...heard].every(([i, n]) => n === (i % 2 === 0 ? 2 : 1))).toBe(true);
    for (const stop of stops) stop();
    for (const { reader, writer } of pipes) for (const fd of [reader, writer]) closeRaw(fd);
  });

  it("one that was stopped in the same round is not called, whoever has its number now", async () => {
    const [first, second] = [pipe(), pipe()];
    const called: string[] = [];
    const stops = { first: (): void => {}, second: (): void => {} };
    const only = (name: "first" | "second", other: "first" | "second"): (() => void) => {
      return () => {
        called.push(name);
        stops[name]();
        stops[other]();
      };
    };
    stops.first = watchReadable(first.reader, only("first", "second"));
    stops.second = watchReadable(second.reader, only("second", "first"));
    writeSync(first.writer, "x");
    writeSync(second.writer, "x");
    await turns(5);
    expect(called).toHaveLength(1);
    for (const { reader, writer } of [first, second]) for (const fd of [reader, writer]) closeRaw(fd);
  });

  it("end of file counts, and what the kernel does not watch is refused", async () => {
    const { reader, writer } = pipe();
    let ended = false;
    const stop = watchReadable(reader, () => {
      ended = readSync(reader, Buffer.alloc(1)) === 0;
      stop();
    });
    closeRaw(writer);
    while (!ended) await turns(1);
    closeRaw(reader);
    const plain = openSync(process.execPath, "r");
    let code = "";
    try {
      watchReadable(plain, () => undefined);
    } catch (error) {
      code = codeOf(error);
    }
    expect(code).toBe("EPERM");
    closeSync(plain);
  });
});
