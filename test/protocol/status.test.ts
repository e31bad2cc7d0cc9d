import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decodeStatus,
  encodeStatus,
  isSameStatus,
  pidText,
  type Status,
  statText,
} from "../../src/protocol/status.ts";

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(" ", ""), "hex"));
const hexOf = (status: Status): string => Buffer.from(encodeStatus(status)).toString("hex");

const running: Status = {
  since: 0,
  pid: 0x6ea4,
  paused: false,
  want: "up",
  gotTerm: false,
  state: "run",
};

const anyStatus: fc.Arbitrary<Status> = fc.record({
  since: fc.integer({ min: 0, max: 4_102_444_800_000 }),
  pid: fc.nat(4_194_304),
  paused: fc.boolean(),
  want: fc.constantFrom("up" as const, "down" as const, "once" as const),
  gotTerm: fc.boolean(),
  state: fc.constantFrom("down" as const, "run" as const, "finish" as const),
});

describe("status", () => {
  it("is runit's layout byte for byte", () => {
    expect(hexOf(running)).toBe("400000000000000a000001f4a46e000000750001");
    expect(hexOf({ ...running, pid: 0, want: "down", state: "down" })).toBe(
      "400000000000000a000001f40000000000640000",
    );
    expect(hexOf({ ...running, paused: true, gotTerm: true, state: "finish" })).toBe(
      "400000000000000a000001f4a46e000001750102",
    );
  });

  it("reads a record written by runit", () => {
    const status = decodeStatus(bytesOf("4000 0000 6b01 35c5 312e 6e64 a420 0000 00 75 00 01"));
    expect(status).toMatchObject({ pid: 0x20a4, want: "up", state: "run", paused: false, gotTerm: false });
    expect(Math.floor((status?.since ?? 0) / 1000)).toBe(0x6b0135c5 - 10);
  });

  it("reads 18 bytes of daemontools, where 0 is once", () => {
    const up = decodeStatus(bytesOf("400000000000000a 000001f4 05000000 00 00"));
    expect(up).toMatchObject({ pid: 5, want: "once", state: "run" });
    expect(decodeStatus(bytesOf("400000000000000a 000001f4 00000000 00 64"))).toMatchObject({
      state: "down",
    });
  });

  it("reads 35 bytes of s6", () => {
    const stamp = "400000000000000a 00000000";
    const status = decodeStatus(bytesOf(`${stamp}${stamp}00000000000004d2 0000 0d`));
    expect(status).toMatchObject({
      since: 0,
      pid: 1234,
      paused: true,
      want: "up",
      state: "run",
      ready: true,
    });
    const finishing = decodeStatus(bytesOf(`${stamp}${stamp}00000000000004d2 0000 02`));
    expect(finishing).toMatchObject({ state: "finish", ready: false });
  });

  it("refuses what is shorter", () => {
    expect(decodeStatus(new Uint8Array(17))).toBeUndefined();
    expect(decodeStatus(new Uint8Array(0))).toBeUndefined();
  });

  it("survives the way there and back; once is told from down though both write d", () => {
    fc.assert(
      fc.property(anyStatus, (status) => {
        const bytes = encodeStatus(status);
        expect(decodeStatus(bytes)).toEqual(status);
        expect(bytes[17]).toBe(status.want === "up" ? 0x75 : 0x64);
      }),
    );
  });

  it("is told from every other one", () => {
    expect(isSameStatus(running, { ...running })).toBe(true);
    fc.assert(
      fc.property(anyStatus, anyStatus, (one, other) => {
        expect(isSameStatus(one, other)).toBe(hexOf(one) === hexOf(other));
      }),
    );
    for (const key of Object.keys(running) as (keyof Status)[])
      expect(isSameStatus(running, { ...running, [key]: "other" })).toBe(false);
  });

  it("never throws on any bytes", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 90 }), (bytes) => void decodeStatus(bytes)));
  });
});

describe("text files", () => {
  it.each([
    [running, false, "run\n"],
    [{ ...running, want: "down", gotTerm: true }, false, "run, got TERM, want down\n"],
    [{ ...running, paused: true }, false, "run, paused\n"],
    [running, true, "run, want exit\n"],
    [{ ...running, pid: 0, state: "down", want: "down" }, false, "down\n"],
    [{ ...running, state: "finish", want: "once" }, false, "finish, want down\n"],
  ] as const)("stat of %j, exiting %s", (status, exiting, text) => {
    expect(statText(status, exiting)).toBe(text);
  });

  it("pid is empty without a process", () => {
    expect(pidText(running)).toBe("28324\n");
    expect(pidText({ ...running, pid: 0 })).toBe("");
  });
});
