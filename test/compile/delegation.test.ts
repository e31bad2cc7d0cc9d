import { expect, it } from "vitest";
import { delegationLines } from "../../src/compile/delegation.ts";
import { unitOf } from "../helpers/compile-unit.ts";
import { service } from "../helpers/service.ts";

const modes = (control: string, ok: string, folder: string): string[] => [
  `chmod ${control} supervise/control && chmod ${ok} supervise/ok || exit 111`,
  `chmod ${folder} supervise || exit 111`,
];

it.each([
  [
    { user: "web", status: "owner" },
    ["chown web supervise/control supervise/ok || exit 111", ...modes("600", "600", "711")],
  ],
  [
    { group: "web", status: "owner" },
    ["chown :web supervise/control supervise/ok || exit 111", ...modes("660", "660", "711")],
  ],
  [
    { user: "a b", group: "web", status: "all" },
    ["chown 'a b:web' supervise/control supervise/ok || exit 111", ...modes("660", "666", "755")],
  ],
  [{ status: "all" }, modes("600", "666", "755")],
] as const)("%j", (control, lines) => {
  expect(delegationLines(unitOf(service({ control })).unit)).toEqual(lines);
});

it("leaves the modes alone when nothing is declared", () => {
  expect(delegationLines(unitOf(service()).unit)).toEqual([]);
});
