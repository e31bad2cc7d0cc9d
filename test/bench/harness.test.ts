import { describe, expect, it } from "vitest";
import { interleave, markdown, measureSections, report, spread } from "../../bench/harness.ts";

describe("interleave", () => {
  it("lets the variants take turns, and does not count the first round", async () => {
    const ran: string[] = [];
    const variant = (name: string) => ({
      name,
      run: () => ({ ms: ran.push(name) }),
    });
    const samples = await interleave([variant("a"), variant("b")], { rounds: 2 });
    expect(ran.join("")).toBe("ababab");
    expect(samples.get("a")).toEqual([{ ms: 3 }, { ms: 5 }]);
    expect(samples.get("b")).toEqual([{ ms: 4 }, { ms: 6 }]);
  });
});

describe("spread", () => {
  it.each([
    [[], null],
    [[3], { median: 3, min: 3, max: 3, runs: 1 }],
    [[5, 1, 3], { median: 3, min: 1, max: 5, runs: 3 }],
    [[10, 4, 1, 2], { median: 3, min: 1, max: 10, runs: 4 }],
  ])("of %j is %j", (values, expected) => expect(spread(values)).toEqual(expected));
});

describe("report", () => {
  const made = (samples: Record<string, Record<string, number>>, larger: string[] = []) =>
    report({
      part: "p",
      title: "t",
      larger,
      samples: new Map(Object.entries(samples).map(([name, sample]) => [name, [sample]])),
    }).rows.map(({ figure, ratio }) => [figure, ratio]);

  it("divides by the best peer: the smallest, or the largest where larger is better", () => {
    const samples = { svforge: { ms: 3, speed: 8 }, runit: { ms: 6, speed: 2 }, s6: { ms: 4, speed: 4 } };
    expect(made(samples, ["speed"])).toEqual([
      ["ms", 0.75],
      ["speed", 2],
    ]);
  });

  it("gives no ratio without a peer, or beside one that needs nothing", () => {
    expect(made({ svforge: { ms: 3 } })).toEqual([["ms", null]]);
    expect(made({ svforge: { ms: 3 }, runit: { other: 1 } })).toEqual([
      ["ms", null],
      ["other", null],
    ]);
    expect(made({ svforge: { wakeups: 3 }, runit: { wakeups: 0 } })).toEqual([["wakeups", null]]);
  });

  it("leaves the cell of a missing figure empty", () => {
    const samples = new Map([
      ["svforge", [{ ms: 120.4 }, { ms: 3 }]],
      ["runit", [{ s: 1 }]],
    ]);
    const text = markdown(report({ part: "p", title: "t", samples, notes: ["a note"] }));
    expect(text).toContain("| figure | svforge | runit | svforge ÷ best peer |");
    expect(text).toContain("| ms | 61.7 (3.00 to 120) |  |  |");
    expect(text).toContain("- a note");
  });
});

it("a table that was left out says why", () =>
  expect(markdown(report({ part: "p", title: "t", samples: new Map(), notes: ["left out: why"] }))).toBe(
    "## t\n\n- left out: why\n",
  ));

describe("measureSections", () => {
  const sections = [{ name: "a" }, { name: "b" }];
  const measured = async (only: string | undefined): Promise<readonly string[]> => {
    const reports = await measureSections(sections, only, async ({ name }) =>
      report({ part: "p", title: name, samples: new Map() }),
    );
    return reports.map(({ title }) => title);
  };
  it.each([
    [undefined, ["a", "b"]],
    ["b", ["b"]],
  ])("--only %s", async (only, names) => expect(await measured(only)).toEqual(names));
  it("names what there is", async () =>
    await expect(measured("c")).rejects.toMatchObject({
      name: "UnknownTable",
      message: "there is no table c; tables: a b",
    }));
});
