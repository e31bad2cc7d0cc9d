/**
 * A start never sees half of one definition and half of another, however often it is started while the definition
 * is flipped back and forth: the run script, its environment, and the files beside it agree in every single start.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it, type TestContext } from "vitest";
import { flip } from "../../src/activate/flip.ts";
import { operations } from "../../src/os/operations.ts";
import type { ServiceRecord } from "../../src/plan/manifest.ts";
import { ActivationHost, MONITORS } from "../helpers/activation-host.ts";
import { waitFor } from "../helpers/wait-for.ts";

let host: ActivationHost;
const hammers: ChildProcess[] = [];
afterEach(async () => {
  for (const hammer of hammers.splice(0)) hammer.kill("SIGKILL");
  await host.cleanUp();
});

const FLIPS = 400;

interface Definition {
  readonly record: ServiceRecord;
  readonly stored: string;
}

async function definition(value: string): Promise<Definition> {
  const note = `echo "$A $B $C" >> ${host.root}/seen`;
  host.declare(
    "web",
    `script = '''\n${note}\n'''\n[env]\nA = "${value}"\nB = "${value}"\nC = "${value}"\n[log]\nto = "none"\n`,
  );
  await host.apply();
  const { manifest } = JSON.parse(readFileSync(join(host.state, "good"), "utf8")) as {
    manifest: { services: ServiceRecord[] };
  };
  const record = manifest.services[0] as ServiceRecord;
  return { record, stored: `${host.state}/store/${record.hash}-web` };
}

it("under starts as fast as they come, through hundreds of flips", async () => {
  host = new ActivationHost("svforge");
  const [one, two] = [await definition("one"), await definition("two")];
  const seen = join(host.root, "seen");
  writeFileSync(seen, "");
  for (let n = 0; n < 3; n++) {
    hammers.push(
      spawn("/bin/sh", ["-c", "while :; do ./run; done"], { cwd: host.path("web"), stdio: "ignore" }),
    );
  }
  const starts = (): string[] => readFileSync(seen, "utf8").split("\n").slice(0, -1);
  for (let n = 0; n < FLIPS; n++) {
    const { record, stored } = n % 2 === 0 ? one : two;
    flip(operations, host.path("web"), record, stored);
    if (n % 20 === 0) {
      const before = starts().length;
      await waitFor("starts between flips", () => starts().length > before + 5);
    }
  }
  const kinds = new Set(starts());
  expect([...kinds].sort()).toEqual(["one one one", "two two two"]);
  expect(starts().length).toBeGreaterThan(100);
});

/** Activations while the service is told to end again and again: two in the suite, SVFORGE_TEST_ROUNDS elsewhere. */
const ROUNDS = Number(process.env.SVFORGE_TEST_ROUNDS ?? 2);

it.for(MONITORS)(
  "and when %s restarts it as often as it can, also where run reads files beside it",
  {
    timeout: 1_800_000,
  },
  async (monitor, ctx) => {
    host = new ActivationHost(monitor);
    const lines = [
      "read a < ./a",
      "sleep 0.05",
      "read b < ./b",
      `echo "$a $b" >> ${host.root}/seen`,
      `exec /bin/sh ${host.root}/daemon web`,
    ];
    host.write("sv/web/run", `#!/bin/sh\n${lines.join("\n")}\n`);
    chmodSync(join(host.project, "sv/web/run"), 0o755);
    host.declare("web", `service-dir = "./sv/web"\n[log]\ndir = "${host.root}/logs/web"\n`);
    const write = (value: number): void => {
      host.write("sv/web/a", `${value}\n`);
      host.write("sv/web/b", `${value}\n`);
    };
    write(0);
    await host.apply();
    host.start(ctx);
    await host.up("web");
    await host.monitored();
    for (let n = 1; n <= ROUNDS; n++) {
      write(n);
      // One that meets such a moment in its verification takes everything back, which mixes nothing either.
      const { code, err } = await hammered(ctx, () =>
        host.svforge(["apply", "--yes", "--min-uptime", "0ms"]),
      );
      expect([0, 6, 7], err).toContain(code);
    }
    write(ROUNDS + 1);
    await host.apply();
    const starts = (): string[] => readFileSync(join(host.root, "seen"), "utf8").split("\n").slice(0, -1);
    await waitFor("the last start", () => starts().at(-1) === `${ROUNDS + 1} ${ROUNDS + 1}`);
    expect(starts().filter((line) => line.split(" ")[0] !== line.split(" ")[1])).toEqual([]);
    expect(host.starts().filter((line) => line.includes("DOUBLE"))).toEqual([]);
  },
);

/** Tells `web` to end, four times at most, while `body` is at work. */
async function hammered<T>(ctx: TestContext, body: () => Promise<T>): Promise<T> {
  let left = 4;
  const hammer = setInterval(() => {
    if (left === 0 || host.pid("web") === 0) return;
    host.svc(ctx, "t", "web");
    left -= 1;
  }, 100);
  try {
    return await body();
  } finally {
    clearInterval(hammer);
  }
}
