/** Whatever is declared: every generated script parses in every shell, and the definition's line never breaks one. */
import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile/compile.ts";
import { withDefinition } from "../../src/compile/definition.ts";
import type { Entry, ServiceImage } from "../../src/compile/image.ts";
import { LIMIT_NAMES, type Service, TARGETS } from "../../src/declare/service.ts";
import { SHELLS } from "../helpers/compile-run.ts";
import { stock } from "../helpers/programs.ts";
import { logPolicy, project, restartPolicy, service } from "../helpers/service.ts";

const text = fc.string({
  unit: fc.constantFrom(..."'\"\\$`(){}[]<>|&;#~=!*? \n\tEND-aZ0_/é"),
  maxLength: 14,
});
const argv = fc
  .tuple(text, fc.array(text, { maxLength: 3 }))
  .map(([first, rest]): readonly [string, ...string[]] => [first, ...rest]);
const list = fc.array(argv, { maxLength: 2 });
const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined });
const path = text.map((t) => `/${t}`);
const milliseconds = fc.integer({ min: 0, max: 90_000 });

const work = fc.oneof(
  argv.map((a) => ({ kind: "command" as const, argv: a })),
  text.map((t) => ({
    kind: "script" as const,
    body: `: ${t.replaceAll(/[^a-zA-Z0-9\n ]/g, "")}\necho 'it''s' <<END\nEND\n`,
  })),
  fc
    .tuple(argv, optional(argv))
    .map(([up, down]) => ({ kind: "oneshot" as const, up, ...(down && { down }) })),
);

const probe = fc.oneof(
  argv.map((a) => ({ kind: "command" as const, argv: a })),
  path.map((p) => ({ kind: "path" as const, path: p })),
  text.map((host) => ({ kind: "tcp" as const, host, port: 80 })),
  text.map((t) => ({ kind: "http" as const, url: `http://h/${t}` })),
  fc.constantFrom({ kind: "fd" as const, fd: 3 }, { kind: "notify" as const }),
);

const overrides = fc.record(
  {
    work,
    wrapper: fc.array(text, { maxLength: 2 }),
    env: fc.array(fc.tuple(fc.constantFrom("A", "PATH", "LD_X", "a.b"), text), { maxLength: 3 }),
    envFiles: fc.array(fc.record({ path, optional: fc.boolean() }), { maxLength: 2 }),
    envDirs: fc.array(fc.record({ path, optional: fc.boolean() }), { maxLength: 2 }),
    passEnv: fc.array(fc.oneof(text, fc.constant("LC_*")), { maxLength: 2 }),
    secrets: fc.array(
      fc.record({ name: fc.constant("S"), file: path, mode: fc.constantFrom("path", "env") }),
      { maxLength: 2 },
    ),
    identity: fc.record(
      { user: text, group: text, groups: fc.array(text, { maxLength: 2 }) },
      { requiredKeys: [] },
    ),
    umask: fc.integer({ min: 0, max: 0o777 }),
    workingDir: path,
    chroot: path,
    nice: fc.integer({ min: -20, max: 19 }),
    cpus: fc.constantFrom("0", "0-3:2,5", "1"),
    ioClass: fc.constantFrom("idle", "realtime"),
    oomScoreAdj: fc.integer({ min: -1000, max: 1000 }),
    noNewPrivs: fc.boolean(),
    limits: fc.array(
      fc.tuple(
        fc.constantFrom(...LIMIT_NAMES),
        fc.record({
          soft: fc.constantFrom(0, 1024, "hard", "unlimited"),
          hard: fc.constantFrom(2048, "hard", "unlimited"),
        }),
      ),
      { maxLength: 3 },
    ),
    dirs: fc.array(
      fc.record({
        purpose: fc.constant("runtime"),
        path,
        owner: text,
        mode: fc.constant(0o750),
        keep: fc.boolean(),
      }),
      { maxLength: 2 },
    ),
    ready: fc.record({ probe, intervalMs: milliseconds, timeoutMs: milliseconds }),
    restart: fc.constantFrom(
      restartPolicy({ policy: "never" }),
      restartPolicy({ policy: "on-failure", delayMs: 4000 }),
    ),
    stop: fc.record(
      {
        signal: fc.constantFrom("TERM", "INT"),
        timeoutMs: milliseconds,
        kill: fc.constantFrom("group", "process"),
        command: argv,
      },
      { requiredKeys: ["signal", "timeoutMs", "kill"] },
    ),
    hooks: fc.record({ preStart: list, postReady: list, preStop: list, postStop: list, onFail: list }),
    control: fc.record(
      { user: text, group: text, status: fc.constantFrom("owner", "all") },
      { requiredKeys: ["status"] },
    ),
    log: fc
      .record(
        {
          user: text,
          filter: fc.array(
            text.map((t) => `-${t}`),
            { maxLength: 2 },
          ),
          processor: argv,
          prefix: text,
        },
        { requiredKeys: [] },
      )
      .map((l) => logPolicy(l as object)),
  },
  { requiredKeys: ["work"] },
);

const scripts = (image: ServiceImage): (Entry & { kind: "file" })[] =>
  image.entries.filter((e): e is Entry & { kind: "file" } => e.kind === "file" && e.mode === 0o755);

describe.each(TARGETS)("%s", (target) => {
  it("makes scripts that every shell can read", (ctx) => {
    for (const shell of Object.values(SHELLS)) stock(ctx, shell[0]);
    fc.assert(
      fc.property(overrides, (declared) => {
        const db = service({
          name: "db",
          ready: { probe: { kind: "path", path: "/x" }, intervalMs: 1, timeoutMs: 1 },
        });
        const subject = service({ ...(declared as Partial<Service>), wants: ["db"] });
        const { image } = compile(project(subject, db), target);
        for (const plain of image.services) {
          const marked = withDefinition(plain);
          for (const entry of scripts(marked)) expectToParse(entry);
          const added = scripts(marked).filter(
            (e) => e.content.length !== scripts(plain).find((p) => p.path === e.path)?.content.length,
          );
          expect(added.map((e) => e.path)).toEqual([...(plain.definitionAt?.keys() ?? [])].sort());
        }
      }),
      { numRuns: 25 },
    );
  });
});

function expectToParse({ path: name, content }: Entry & { kind: "file" }): void {
  for (const [program, ...options] of Object.values(SHELLS)) {
    const { stderr } = spawnSync(program, [...options, "-n"], { input: content });
    expect([name, stderr.toString()]).toEqual([name, ""]);
  }
  for (const line of Buffer.from(content).toString().split("\n"))
    if (line.includes("SVFORGE_DEF=")) expect(line).toMatch(/^export SVFORGE_DEF=[0-9a-f]{64}$/);
}
