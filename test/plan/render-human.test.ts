import { describe, expect, it } from "vitest";
import { type HumanOptions, isShown, renderHuman, renderShort } from "../../src/plan/render-human.ts";
import {
  HELD,
  imageOf,
  LOGGED,
  live,
  manifest,
  observation,
  planBetween,
  project,
} from "../helpers/plan-values.ts";

const plain = (text: string): string => text;
const paint = { red: plain, green: plain, yellow: plain, cyan: plain, bold: plain, dim: plain };
const OPTIONS: HumanOptions = { short: false, full: false, showUnchanged: false, paint };

const before = project(
  imageOf("web", {
    files: { run: "#!/bin/sh\nexport PORT='8080'\nexec web\n" },
    keys: { "env.PORT": "8080" },
  }),
  imageOf("db", { files: LOGGED, keys: { "log.keep": "10" } }),
  imageOf("jobs"),
  imageOf("batch"),
  imageOf("mail"),
  imageOf("legacy"),
  imageOf("same"),
);
const after = project(
  imageOf("web", {
    files: { run: "#!/bin/sh\nexport PORT='8081'\nexec web\n" },
    keys: { "env.PORT": "8081" },
  }),
  imageOf("db", {
    files: { ...LOGGED, "log/run": "#!/bin/sh\nexec multilog n20 ./main\n" },
    keys: { "log.keep": "20" },
  }),
  imageOf("queue", { movedFrom: "jobs", files: { run: "#!/bin/sh\nexec jobs\n" } }),
  imageOf("batch", { files: { run: "new" }, keys: { command: "batch -x" } }),
  imageOf("mail"),
  imageOf("cache", { startsAfter: ["db"], keys: { command: "cache" } }),
  imageOf("same"),
);
const observed = observation(
  ...manifest(...before.services).services.map((s) => {
    if (s.name === "batch") return live(s, { process: HELD });
    if (s.name !== "mail") return live(s);
    return live(s, { links: [{ path: "run", kind: "file", text: "#!/bin/sh\nexec evil\u202e\n" }] });
  }),
);
const plan = planBetween(before, after, {
  observed,
  source: { commit: "3f2a91c".padEnd(40, "0"), subject: "bump web", signer: "alice", dirty: false },
});

describe("renderHuman", () => {
  it("says everything in its order", () => {
    expect(renderHuman(plan, OPTIONS)).toMatchInlineSnapshot(`
      "Plan: demo, generation 41 → 42   source 3f2a91c "bump web" (signed: alice)

        ⏸   batch   held      command = batch -x  services/batch.toml:1
                              stopped by hand: takes the new definition, stays down
        +   cache   create    starts after db  services/cache.toml:1
        ~   db      log only  log.keep 10 → 20  services/db.toml:1
                              logger restarts, daemon keeps running (pid 811)
        -   legacy  remove    no longer declared
                              stops (pid 811)
        ≠   mail    drift     run edited
                              changed on the host: needs --on-drift=overwrite or --on-drift=keep
        →   queue   rename    from jobs
                              keeps running (pid 811)
        ±   web     restart   env.PORT 8080 → 8081  services/web.toml:1

      --- a/batch/run
      +++ b/batch/run
      @@ -1,2 +1,1 @@
      -#!/bin/sh
      -exec batch
      +new
      \\ No newline at end of file

      --- a/db/log/run
      +++ b/db/log/run
      @@ -1,2 +1,2 @@
       #!/bin/sh
      -exec multilog t ./main
      +exec multilog n20 ./main

      --- a/web/run
      +++ b/web/run
      @@ -1,3 +1,3 @@
       #!/bin/sh
      -export PORT='8080'
      +export PORT='8081'
       exec web

      ≠ drift: mail was changed on the host after generation 41
          run edited: now #!/bin/sh\\nexec evil\\u202e\\n

      Plan: 1 to create, 1 to restart, 1 log only, 1 to rename, 1 to remove, 1 held, 1 drifted; 1 unchanged.
      Downtime: legacy stops, web restarts; nothing else stops.
      "
    `);
  });

  it("numbers the generation that will be made, not the one after the last good", () => {
    const base = { generation: 41, next: 45, lineage: "" };
    const text = renderShort(planBetween(before, after, { observed, base }), OPTIONS);
    expect(text).toMatch(/^Plan: demo, generation 41 → 45\n/);
  });

  it("gives the lines alone, and only what was asked for", () => {
    const short = renderShort(plan, { ...OPTIONS, only: new Set(["web"]), showUnchanged: true });
    expect(short).toMatchInlineSnapshot(`
      "Plan: demo, generation 41 → 42   source 3f2a91c "bump web" (signed: alice)

        ±   web  restart  env.PORT 8080 → 8081  services/web.toml:1

        = same

      Plan: 1 to create, 1 to restart, 1 log only, 1 to rename, 1 to remove, 1 held, 1 drifted; 1 unchanged.
      Not shown: 6 changes of other services.
      Downtime: legacy stops, web restarts; nothing else stops.
      "
    `);
  });

  it("shows new and removed files with --full", () => {
    const full = renderHuman(plan, { ...OPTIONS, full: true });
    expect(full).toContain("--- /dev/null\n+++ b/cache/run\n@@ -0,0 +1,2 @@\n+#!/bin/sh\n+exec cache\n");
    expect(full).toContain("--- a/legacy/run\n+++ /dev/null\n");
  });

  it("names what could not be seen", () => {
    const blind = { ...plan, blind: [{ path: "/s/x\u001b", why: "access denied" }] };
    expect(renderHuman(blind, OPTIONS)).toContain("? not seen: /s/x\\x1b: access denied\n");
  });

  it("lets no byte of a project reach the terminal as a control", () => {
    const evil = project(
      imageOf("web", { files: { run: "\u001b]0;x\u0007\u202e\n" }, keys: { "env.X": "\u009b2J" } }),
    );
    const text = renderHuman(planBetween(before, evil, { observed }), { ...OPTIONS, full: true });
    expect(text).not.toMatch(/[\p{Bidi_Control}]|(?!\n)\p{Cc}/u);
  });
});

describe("isShown", () => {
  it("finds a renamed service by either name", () => {
    const renamed = plan.changes.find((c) => c.service === "queue");
    if (renamed === undefined) throw new Error("queue expected");
    expect(["queue", "jobs", "web"].map((name) => isShown(renamed, { only: new Set([name]) }))).toEqual([
      true,
      true,
      false,
    ]);
    expect(isShown(renamed, {})).toBe(true);
  });
});
