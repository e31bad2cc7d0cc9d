import { describe, expect, it } from "vitest";
import { recordOf } from "../../src/plan/manifest.ts";
import { reasonsFor } from "../../src/plan/reasons.ts";
import { imageOf } from "../helpers/plan-values.ts";

describe("reasonsFor", () => {
  const before = recordOf(imageOf("a", { keys: { "env.A": "1", "env.B": "2", nice: "3" } }));

  it("names the keys that differ and where they stand; a key that is gone, where it stood", () => {
    const after = recordOf(imageOf("a", { keys: { "env.A": "9", nice: "3", umask: "0027" } }));
    expect(reasonsFor(before, after, ["run"])).toEqual([
      { code: "key-changed", subject: "env.A", before: "1", after: "9", at: "services/a.toml:1" },
      { code: "key-removed", subject: "env.B", before: "2", at: "services/a.toml:2" },
      { code: "key-added", subject: "umask", after: "0027", at: "services/a.toml:3" },
    ]);
  });

  it("names the files when no key differs", () => {
    expect(reasonsFor(before, before, ["run", "env/X"])).toEqual([
      { code: "file-changed", subject: "run" },
      { code: "file-changed", subject: "env/X" },
    ]);
  });

  it("names a key once, not its parts as well", () => {
    const was = recordOf(
      imageOf("a", { keys: { "limits.nofile": "1:2", "limits.nofile.soft": "1", "env.A": "1" } }),
    );
    const is = recordOf(
      imageOf("a", { keys: { "limits.nofile": "3:2", "limits.nofile.soft": "3", "env.A": "1" } }),
    );
    expect(reasonsFor(was, is, []).map((r) => r.subject)).toEqual(["limits.nofile"]);
  });
});
