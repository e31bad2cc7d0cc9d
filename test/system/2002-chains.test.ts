/** Arguments and environment reach the process byte for byte through each target's `run`, in every shell. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TARGETS } from "../../src/declare/service.ts";
import { dumped, dumper, runOnce, SHELLS } from "../helpers/compile-run.ts";
import { stock } from "../helpers/programs.ts";
import { service } from "../helpers/service.ts";

const hostile = fc.string({
  unit: fc.constantFrom(..."'\"\\$`!*?[]{}()<>|&;#~=%^-+ \t\n\r\u0001\u0081\u0088é😀aB0_/"),
  maxLength: 30,
});
const NAMES = ["A", "_B", "HOME", "LANGUAGE", "some.dotted-name", "CDPATH", "UID", "OPTIND", "IFS"];

const cases = TARGETS.flatMap((target) =>
  Object.entries(SHELLS).map(([name, shell]) => ({ target, name, shell })),
);

describe.each(cases)("$target in $name", ({ target, shell }) => {
  const through = (
    args: readonly string[],
    values: readonly string[],
    wrapper: readonly string[] = [],
  ): string[] => {
    const [program, ...rest] = [...dumper(...NAMES), ...args];
    const env = NAMES.map((name, i) => [name, values[i] ?? ""] as const);
    const declared = service({ work: { kind: "command", argv: [program ?? "", ...rest] }, env, wrapper });
    return dumped(runOnce(declared, { target, shell }));
  };

  it("keeps any argument and any value", (ctx) => {
    stock(ctx, shell[0]);
    const values = fc.array(hostile, { minLength: NAMES.length, maxLength: NAMES.length });
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 20 }), values, (args, env) => {
        expect(through(args, env)).toEqual([...args, ...env]);
      }),
      { numRuns: 6 },
    );
  });

  it("keeps 100 kB, a wrapper, and a program whose name looks like an option or an assignment", (ctx) => {
    stock(ctx, shell[0]);
    const long = "x'y".repeat(33_000);
    const wrapper = ["nice", "-n", "0"];
    expect(through([long, "-x"], [long], wrapper)).toEqual([
      long,
      "-x",
      long,
      ...NAMES.slice(1).map(() => ""),
    ]);
    for (const name of ["-odd", "a=b"]) {
      for (const env of [[], [["PATH", "/tmp/odd:/bin"]]] as const) {
        const odd = service({ work: { kind: "command", argv: [name, "x"] }, env, ioPriority: env.length });
        const { stderr, status } = runOnce(odd, { target, shell });
        expect(stderr.toString()).toContain(name);
        expect(status).toBeGreaterThan(0);
      }
    }
  });

  it("runs a script body as it was written", (ctx) => {
    stock(ctx, shell[0]);
    const body = `printf '%s\\0' "it's" 'a"b' "$A" \`echo tick\` "\\\\"\ncat <<'END'\nEND_\nEND\nfalse\necho not reached\n`;
    for (const env of [
      [["A", "1"]],
      [
        ["A", "1"],
        ["PATH", process.env.PATH ?? ""],
      ],
    ] as const) {
      const { stdout, status } = runOnce(service({ work: { kind: "script", body }, env }), { target, shell });
      expect(stdout.toString()).toBe("it's\0a\"b\x001\0tick\0\\\0END_\n");
      expect(status).toBe(1);
    }
  });
});
