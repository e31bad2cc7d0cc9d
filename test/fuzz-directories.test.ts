/** Hand-written directories with anything where a file belongs: read by the runtime, by tools and by the compiler. */
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, it } from "vitest";
import { compile } from "../src/compile/compile.ts";
import { loadProject } from "../src/declare/load.ts";
import { makeFifo } from "../src/os/libc.ts";
import { DiskProjectFiles } from "../src/os/project-files.ts";
import { listServiceEntries } from "../src/os/scan-directory.ts";
import { findDirectories } from "../src/os/service-directory.ts";
import { readServiceStatus } from "../src/os/service-status.ts";
import { readDeclared } from "../src/runtime/declared.ts";
import { effort } from "./helpers/fuzzing.ts";

const TARGETS = ["builtin", "runit", "daemontools", "s6", "busybox"] as const;

let root = "";
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "svforge-odd-")));
  writeFileSync(join(root, "treasure"), SECRET);
});
afterEach(() => {
  expect(readFileSync(join(root, "treasure"), "utf8")).toBe(SECRET);
  rmSync(root, { recursive: true, force: true });
});

/** Outside every directory that is read. */
const SECRET = "nobody's business";

/** Ways to put something at `path`, where nothing may stand yet: nothing is ever written through a link or into a FIFO. */
const KINDS: Readonly<Record<string, (path: string, text: string) => void>> = {
  file: (path, text) => writeFileSync(path, text, NEW),
  executable: (path, text) => writeFileSync(path, `#!/bin/sh\n${text}`, { ...NEW, mode: 0o755 }),
  bytes: (path) => writeFileSync(path, Buffer.of(0xff, 0, 0xfe, 0x80, 10), NEW),
  empty: (path) => writeFileSync(path, "", NEW),
  fifo: (path) => makeFifo(path, 0o600),
  directory: (path) => mkdirSync(path),
  nowhere: (path) => symlinkSync("/nonexistent/x", path),
  loop: (path) => symlinkSync(path, path),
  zeros: (path) => symlinkSync("/dev/zero", path),
  outside: (path) => symlinkSync(join(root, "treasure"), path),
  upwards: (path) => symlinkSync("..", path),
  huge: (path) => {
    writeFileSync(path, "", NEW);
    truncateSync(path, 2 ** 31);
  },
  closed: (path, text) => {
    writeFileSync(path, text, { ...NEW, mode: 0 });
  },
};

const NEW = { flag: "wx" } as const;

const NAMES = [
  "run",
  "finish",
  "check",
  "down",
  "log",
  "type",
  "env",
  "control",
  "supervise",
  "service.json",
  "notification-fd",
  "down-signal",
  "timeout-kill",
  "timeout-finish",
  "def",
  ".owner",
  "a name\nwith everything $(x)",
];

interface Odd {
  readonly name: string;
  readonly kind: string;
  readonly text: string;
}

/** A folder: what stands under some of the names, two levels deep. */
const odd: fc.Arbitrary<readonly Odd[]> = fc.array(
  fc.record({
    name: fc.oneof(
      fc.constantFrom(...NAMES),
      fc
        .tuple(
          fc.constantFrom("log", "supervise", "control", "env"),
          fc.constantFrom(...NAMES, "status", "t"),
        )
        .map((both) => both.join("/")),
    ),
    kind: fc.constantFrom(...Object.keys(KINDS)),
    text: fc.oneof(
      fc.constant('{"format":"svforge.service/1"}'),
      fc.constant("3\n"),
      fc.string({ maxLength: 40 }),
    ),
  }),
  { maxLength: 12 },
);

function make(folder: string, entries: readonly Odd[]): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "run"), "#!/bin/sh\n", { mode: 0o755 });
  for (const { name, kind, text } of entries) {
    const path = join(folder, name);
    try {
      if (name.includes("/")) mkdirSync(join(path, ".."), { recursive: true });
      if (realpathSync(join(path, "..")) !== join(path, "..")) continue;
      // Nothing is written, cut or closed through a link that stands there: it leads out of this folder.
      rmSync(path, { recursive: true, force: true });
      KINDS[kind]?.(path, text);
    } catch {
      // Something else stands there already.
    }
  }
}

it("the runtime and the tools that look", () => {
  let round = 0;
  fc.assert(
    fc.property(odd, (entries) => {
      const scan = join(root, `${round++}`);
      make(join(scan, "odd"), entries);
      make(join(scan, "plain"), []);
      const faults: string[] = [];
      const found = findDirectories(scan, new Map(), (name) => faults.push(name));
      expect([...found.map((f) => f.name), ...faults].sort()).toEqual(["odd", "plain"]);
      for (const role of ["service", "logger"] as const) {
        const path = join(scan, "odd", role === "logger" ? "log" : "");
        const { problems, definition } = readDeclared(path, "odd", role);
        expect(definition.stop.timeoutMs).toBeGreaterThanOrEqual(0);
        expect(problems.join()).not.toContain(SECRET);
      }
      expect(listServiceEntries(scan).map((entry) => entry.name)).toContain("plain");
      readServiceStatus(join(scan, "odd"));
      rmSync(scan, { recursive: true, force: true });
    }),
    effort(150),
  );
});

it("the compiler: directories with a run are services or findings, for every target", () => {
  let round = 0;
  fc.assert(
    fc.property(odd, (entries) => {
      const folder = join(root, `${round++}`);
      make(join(folder, "rc/odd"), entries);
      make(join(folder, "rc/plain"), []);
      const text = '[project]\nhand-written = ["rc"]\n[defaults.log]\ndir = "/var/log/${name}"\n';
      writeFileSync(join(folder, "svforge.toml"), text);
      const { project, diagnostics } = loadProject(new DiskProjectFiles(folder));
      for (const { places } of diagnostics) expect(places.length).toBeGreaterThan(0);
      if (project === undefined) expect(diagnostics.some((d) => d.severity === "error")).toBe(true);
      else {
        expect(project.services.map((s) => s.name)).toContain("plain");
        for (const target of TARGETS) {
          const { image } = compile(project, target);
          for (const { entries: made } of image.services)
            for (const entry of made)
              if (entry.kind === "file") expect(Buffer.from(entry.content).toString()).not.toContain(SECRET);
        }
      }
      rmSync(folder, { recursive: true, force: true });
    }),
    effort(100),
  );
});
