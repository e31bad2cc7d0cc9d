import { describe, expect, it } from "vitest";
import {
  decodeRecord,
  encodeRecord,
  STATE_RECORD_FORMAT,
  type StateRecord,
  saysTheSame,
} from "../../src/protocol/state-record.ts";

const record: StateRecord = {
  format: STATE_RECORD_FORMAT,
  monitor: 7,
  phase: "up",
  want: "up",
  operatorDown: false,
  pid: 12,
  program: "run",
  start: "4711",
  boot: "b",
  since: 1,
  ready: true,
  paused: false,
  gotTerm: false,
  starts: 1,
  failuresInWindow: 0,
  failures: 0,
  lastStatus: null,
  failed: "none",
  waitingFor: [],
  definition: "",
  text: "",
};

describe("state record", () => {
  it("survives the round trip, on one line", () => {
    expect(decodeRecord(encodeRecord(record))).toEqual(record);
    expect(encodeRecord(record).indexOf("\n")).toBe(encodeRecord(record).length - 1);
  });

  it("says the same whatever the count of starts, and something else with any other difference", () => {
    const same = { ...record, starts: 99, waitingFor: [] };
    expect(saysTheSame(record, same)).toBe(true);
    for (const [name, value] of Object.entries(record)) {
      if (name === "starts") continue;
      const changed = name === "waitingFor" ? ["db"] : typeof value === "boolean" ? !value : `${value}1`;
      expect([name, saysTheSame(record, { ...record, [name]: changed })]).toEqual([name, false]);
    }
    expect(saysTheSame({ ...record, waitingFor: ["a,b"] }, { ...record, waitingFor: ["a", "b"] })).toBe(
      false,
    );
  });

  it("carries how a restart policy goes on, and is no record where that is nonsense", () => {
    const retry = { at: 5, failures: 1, max: null, windowMs: 10 };
    expect(decodeRecord(encodeRecord({ ...record, retry }))?.retry).toEqual(retry);
    expect(saysTheSame(record, { ...record, retry })).toBe(false);
    for (const wrong of [null, 1, {}, { ...retry, at: "5" }, { ...retry, max: "no" }])
      expect(decodeRecord(JSON.stringify({ ...record, retry: wrong }))).toBeUndefined();
  });

  it("a key nobody knows does no harm", () => {
    expect(decodeRecord(JSON.stringify({ ...record, later: 1 }))).toMatchObject(record);
  });

  it.each([
    ["", "empty"],
    ["null", "null"],
    ["{", "half"],
    [JSON.stringify({ ...record, format: "svforge.state/2" }), "another format"],
    [JSON.stringify({ ...record, pid: "12" }), "a pid that is text"],
    [JSON.stringify({ ...record, pid: 1.5 }), "a pid that is no integer"],
    [JSON.stringify({ ...record, want: "sideways" }), "a want that is none"],
    [JSON.stringify({ ...record, lastStatus: {} }), "a status that is an object"],
    [JSON.stringify({ ...record, waitingFor: [1] }), "waiting for a number"],
    [JSON.stringify({ ...record, ready: undefined }), "a missing key"],
  ])("refuses %j (%s)", (text) => expect(decodeRecord(text)).toBeUndefined());
});
