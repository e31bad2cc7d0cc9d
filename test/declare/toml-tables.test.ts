import { describe, expect, it } from "vitest";
import {
  append,
  assign,
  Node,
  newTable,
  openArrayTable,
  openTable,
  remove,
  type Segment,
} from "../../src/declare/toml-tables.ts";

const path = (dotted: string): readonly Segment[] =>
  dotted.split(".").map((key) => ({ key, start: 0, end: 1 }));
const leaf = (): Node => new Node(1, "integer", 0, 1);

describe("tables", () => {
  it("dotted keys belong to their section", () => {
    const root = newTable(0, 0);
    expect(assign(root, path("a.b"), leaf())).toBeUndefined();
    expect(assign(root, path("a.c"), leaf())).toBeUndefined();
    expect(openTable(root, path("a"))).toMatchObject({ because: "defined" });
    const below = openTable(root, path("a.d"));
    expect(below).toBeInstanceOf(Node);
    expect(assign(below as Node, path("x"), leaf())).toBeUndefined();
    expect(root.value).toEqual({ a: { b: 1, c: 1, d: { x: 1 } } });
  });

  it("what was written out is closed", () => {
    const root = newTable(0, 0);
    assign(root, path("t"), newTable(0, 1));
    assign(root, path("l"), new Node([], "array", 0, 1));
    expect(assign(root, path("t.x"), leaf())).toMatchObject({ because: "closed" });
    expect(openTable(root, path("t.x"))).toMatchObject({ because: "closed" });
    expect(openArrayTable(root, path("l"))).toMatchObject({ because: "closed" });
    expect(openTable(root, path("l.x"))).toMatchObject({ because: "not-a-table" });
  });

  it("headers reach into the last element of an array of tables", () => {
    const root = newTable(0, 0);
    for (const n of [1, 2]) {
      openArrayTable(root, path("a"));
      assign(openTable(root, path("a.b")) as Node, path("n"), new Node(n, "integer", 0, 1));
    }
    expect(root.value).toEqual({ a: [{ b: { n: 1 } }, { b: { n: 2 } }] });
    expect(openTable(root, path("a"))).toMatchObject({ because: "defined" });
  });

  it("keys and items come and go together with their values", () => {
    const root = newTable(0, 0);
    const list = new Node([], "array", 0, 1);
    append(list, leaf());
    assign(root, path("l"), list);
    expect([root.value, list.items?.length]).toEqual([{ l: [1] }, 1]);
    remove(root, "l");
    expect([root.value, root.entries?.size]).toEqual([{}, 0]);
  });
});
