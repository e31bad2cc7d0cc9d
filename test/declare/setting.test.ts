import { describe, expect, it } from "vitest";
import { parseToml } from "../../src/declare/parse.ts";
import { type Layer, merge, type Setting } from "../../src/declare/setting.ts";

const layer = (text: string, file = "f"): Layer => {
  const source = parseToml(text, file).positions;
  return { source, mark: source.root };
};

function plain(setting: Setting): unknown {
  if (setting.keys === undefined) return setting.mark.value;
  return Object.fromEntries([...setting.keys].map(([name, key]) => [name, plain(key)]));
}

const merged = (...texts: readonly [string, ...string[]]): unknown => {
  const [first, ...rest] = texts;
  return plain(merge([layer(first), ...rest.map((t) => layer(t))]));
};

describe("layers", () => {
  it("tables merge key by key, anything else is replaced", () => {
    expect(merged("a = [1]\nt.x = 1\nt.y = 1", "a = [2]\nt.y = 2\nt.z = 2", "t.z = 3")).toEqual({
      a: [2],
      t: { x: 1, y: 2, z: 3 },
    });
    expect(merged("a.b = 1", "a = 2")).toEqual({ a: 2 });
    expect(merged("a = 1", "a.b = 2")).toEqual({ a: { b: 2 } });
  });

  it.each([
    ["command = 1", "script = 2", { script: 2 }],
    ["ready.tcp = 1\nready.timeout = 9", "ready.path = 2", { ready: { timeout: 9, path: 2 } }],
    ["log.dir = 1\nlog.keep = 9", "log.to = 2", { log: { keep: 9, to: 2 } }],
    ["reload.signal = 1", "reload.command = 2", { reload: { command: 2 } }],
    ["dirs.state.name = 1", "dirs.state.path = 2", { dirs: { state: { path: 2 } } }],
    ["command = 1", "command = 2\nscript = 3", { command: 2, script: 3 }],
    [
      "secrets.constructor.file = 1",
      "secrets.constructor.file = 2",
      { secrets: { constructor: { file: 2 } } },
    ],
  ])("a choice of several: %j then %j", (below, above, expected) => {
    expect(merged(below, above)).toEqual(expected);
  });

  it("every value knows its file", () => {
    const setting = merge([layer("a = 1\nb.c = [5, 6]", "one"), layer("a = 2", "two")]);
    expect(setting.keys?.get("a")?.keyPlace()).toMatchObject({ file: "two", line: 1 });
    const list = setting.keys?.get("b")?.keys?.get("c");
    expect(list?.place()).toMatchObject({ file: "one", line: 2, column: 7 });
    expect(list?.itemPlace(1)).toMatchObject({ column: 11 });
    expect(list?.itemPlace(9)).toEqual(list?.place());
  });

  it("leaves the layers as they were", () => {
    const below = layer("t.x = 1");
    merge([below, layer("t.x = 2")]);
    expect(plain(merge([below]))).toEqual({ t: { x: 1 } });
  });
});
