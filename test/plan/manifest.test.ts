import { describe, expect, it } from "vitest";
import {
  fileRecords,
  isLogged,
  manifestHash,
  manifestOf,
  plainContent,
  recordOf,
  startsDown,
  treeHash,
} from "../../src/plan/manifest.ts";
import { entriesOf, imageOf, LOGGED, planBetween, project } from "../helpers/plan-values.ts";

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const utf8 = (value: string): Uint8Array => new TextEncoder().encode(value);
const HASH = "a".repeat(64);

describe("recordOf", () => {
  it("keeps what an activation needs without the image", () => {
    const policy = {
      type: "daemon",
      ready: { tcp: { host: "::1", port: 1 }, "interval-ms": 10, "timeout-ms": 1500 },
      stop: { signal: "INT", "timeout-ms": null, kill: "group" },
      "depends-on": [
        { service: "db", condition: "ready", restart: true },
        { service: "cache", condition: "ready" },
      ],
      "part-of": ["stack"],
    };
    const record = recordOf(
      imageOf("web", {
        files: { ...LOGGED, "service.json": JSON.stringify(policy), down: "" },
        keys: { "env.PORT": "8080" },
        startsAfter: ["db", "cache"],
      }),
    );
    expect(record).toMatchObject({
      name: "web",
      startsAfter: ["cache", "db"],
      restartsWith: ["db", "stack"],
      readyTimeoutMs: 1500,
      stopTimeoutMs: null,
      keys: [{ key: "env.PORT", value: "8080", at: "services/web.toml:1" }],
    });
    expect(record.policy.map((p) => p.key)).toEqual(["depends-on", "part-of", "ready", "stop", "type"]);
    expect(isLogged(record)).toBe(true);
    expect(startsDown(record)).toBe(true);
    expect(record.files.find((f) => f.path === "log/run")?.kind).toBe("script");
  });

  it.each(["not json", "[]", '{"depends-on":7}', "null"])(
    "takes a hand-written service.json of %s",
    (json) => {
      expect(recordOf(imageOf("a", { files: { "service.json": json } })).restartsWith).toEqual([]);
    },
  );

  it("finds no fingerprint out of what is new, and each once of what is compared", () => {
    let asked = 0;
    const entries = entriesOf({ run: "x" });
    const image = imageOf("a", { keys: { command: "x" } });
    const counting = {
      ...image,
      entries: entries.map((e) => ({
        ...e,
        get content(): Uint8Array {
          asked += 1;
          return utf8("x");
        },
      })) as typeof entries,
      get hash(): string {
        asked += 1;
        return image.hash;
      },
    };
    const desired = manifestOf(project(counting));
    planBetween(null, project(counting));
    expect(asked).toBe(0);
    const [record] = desired.services;
    expect(record?.files[0]?.hash).toBe(record?.files[0]?.hash);
    expect(asked).toBe(1);
  });

  it("does not take an empty file `log` for a logger", () => {
    expect(isLogged(recordOf(imageOf("a", { files: { log: "" } })))).toBe(false);
  });
});

describe("plainContent", () => {
  it("takes the definition's own line out of run and log/run, and out of nothing else", () => {
    const script = `#!/bin/sh\nexport SVFORGE_DEF=${HASH}\nexec x\n`;
    expect(text(plainContent("run", utf8(script)))).toBe("#!/bin/sh\nexec x\n");
    expect(text(plainContent("log/run", utf8(script)))).toBe("#!/bin/sh\nexec x\n");
    expect(text(plainContent("finish", utf8(script)))).toBe(script);
    const other = utf8("#!/bin/sh\nexport SVFORGE_DEFX=1\nexec x\n");
    expect(plainContent("run", other)).toBe(other);
  });

  it("keeps bytes that are not UTF-8", () => {
    const bytes = new Uint8Array([0xff, 10, ...utf8(`export SVFORGE_DEF=${HASH}\n`), 0xfe]);
    expect([...plainContent("run", bytes)]).toEqual([0xff, 10, 0xfe]);
  });

  it("makes the copy in the store equal to the plain definition", () => {
    const plain = fileRecords(entriesOf({ run: "#!/bin/sh\nexec x\n" }));
    const stored = fileRecords(entriesOf({ run: `#!/bin/sh\nexport SVFORGE_DEF=${HASH}\nexec x\n` }));
    expect(treeHash(stored)).toBe(treeHash(plain));
  });
});

describe("manifestOf", () => {
  it("is the same whatever the order of the services, and tells any difference", () => {
    const [a, b] = [imageOf("a"), imageOf("b")];
    const hash = manifestHash(manifestOf(project(a, b)));
    expect(manifestHash(manifestOf(project(b, a)))).toBe(hash);
    const other = imageOf("b", { keys: { description: "x" } });
    expect(manifestHash(manifestOf(project(a, other)))).not.toBe(hash);
  });
});
