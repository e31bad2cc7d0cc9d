/** docs/security.md, "Declarations and plans" and "Logs": secrets stay where they are, modes are as said, size is bounded. */
import { readdirSync, readFileSync, readlinkSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { ActivationHost, type Outcome } from "../helpers/activation-host.ts";
import { needRoot } from "../helpers/suites.ts";
import { waitFor } from "../helpers/wait-for.ts";

let host: ActivationHost;
afterEach(() => host.cleanUp());

const SECRET = "hunter2-5f1c9a";

/** Regular files below `folder` whose content has `text`; FIFOs and sockets are not opened. */
function filesWith(text: string, folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(text));
}

it("a secret is in its file and in the process that asked for it, nowhere else", async (ctx) => {
  host = new ActivationHost("svforge");
  const file = join(host.root, "token");
  writeFileSync(file, `${SECRET}\n`, { mode: 0o600 });
  const declare = (value: string): void =>
    host.declareDaemon(
      "web",
      value,
      `[secrets]\nTOKEN = { file = "${file}", mode = "env" }\n[log]\ndir = "${host.root}/log"\n`,
    );
  declare("one");
  host.start(ctx);
  await host.monitored();
  const said: Outcome[] = [await host.apply()];
  const pid = await host.up("web");
  expect(readFileSync(`/proc/${pid}/environ`, "latin1")).toContain(`TOKEN=${SECRET}`);
  declare("two");
  const plan = join(host.root, "plan.json");
  for (const words of [
    ["plan", "--full", "--out", plan],
    ["plan", "--json"],
    ["plan", "--markdown"],
    ["plan", "--patch"],
    ["explain", "web"],
  ])
    said.push(await host.svforge(words));
  writeFileSync(file, `${SECRET}-changed\n`, { mode: 0o600 });
  said.push(
    await host.apply(),
    await host.svforge(["history", "--json"]),
    await host.svforge(["status", "--json"]),
  );
  expect(said.filter(({ out, err }) => `${out}${err}`.includes(SECRET))).toEqual([]);
  expect(filesWith(SECRET, host.root)).toEqual([file]);
});

it("everybody may read a log, nobody but its user may write it, and [log] mode narrows that", async (ctx) => {
  needRoot(ctx);
  host = new ActivationHost("svforge");
  for (const [name, mode] of [
    ["open", ""],
    ["narrow", 'mode = "0600"\n'],
  ] as const)
    host.declare(
      name,
      `script = "echo a line; exec sleep 100000"\n[log]\ndir = "${host.root}/log/${name}"\n${mode}`,
    );
  host.start(ctx);
  await host.monitored();
  await host.apply();
  const current = (name: string): string => join(host.root, "log", name, "current");
  for (const name of ["open", "narrow"])
    await waitFor("a line", () => (statSync(current(name), { throwIfNoEntry: false })?.size ?? 0) > 0);
  expect(statSync(current("open")).mode & 0o777).toBe(0o644);
  expect(statSync(join(host.root, "log/open")).mode & 0o777).toBe(0o755);
  expect(statSync(current("narrow")).mode & 0o077).toBe(0);
});

it("oversized everything is refused with its reason, and nothing is touched", async () => {
  host = new ActivationHost("svforge");
  const long = "x".repeat(300);
  const big = "y".repeat(1_100_000);
  const deep = `a = ${"[".repeat(5000)}${"]".repeat(5000)}`;
  const cases: [name: string, toml: string, word: RegExp][] = [
    ["file", `# ${big}\ncommand = "true"\n`, /larger than 1 MiB/],
    ["depth", deep, /E00\d\d/],
  ];
  for (const [name, toml, word] of cases) {
    host.declare(name, toml);
    const { code, out, err } = await host.svforge(["plan"]);
    expect(`${code} ${out}${err}`.slice(0, 4000), name).toMatch(word);
    expect(code, name).toBe(3);
    expect(`${out}${err}`.length, `${name}: the finding itself is short`).toBeLessThan(10_000);
    host.undeclare(name);
  }
  host.declare("a", `command = "true"\n[env]\n${long} = "1"\n`);
  expect((await host.svforge(["plan"])).code).toBe(0);
  const plan = join(host.root, "plan.json");
  writeFileSync(plan, "[".repeat(2_000_000));
  const refused = await host.svforge(["apply", "--yes", plan]);
  expect(refused.code).toBe(3);
  expect(refused.err.length).toBeLessThan(2000);
  expect(readdirSync(host.scan)).toEqual([]);
  expect(() => readlinkSync(join(host.state, "good"))).toThrow();
});
