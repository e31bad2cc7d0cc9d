import { describe, expect, it } from "vitest";
import { said, service } from "../../helpers/project.ts";

const of = (lines: string): ReturnType<typeof service> => service(`command = "a"\n${lines}`);

describe("[restart]", () => {
  it("is the target's own without a declaration", () => {
    expect(of("").restart).toBeUndefined();
  });

  it("has defaults worth having", () => {
    expect(of("[restart]").restart).toEqual({
      policy: "always",
      delayMs: 1000,
      maxDelayMs: 1000,
      windowMs: 300_000,
      resetAfterMs: 60_000,
      successCodes: [0],
      onGiveUp: "stop",
    });
  });

  it("takes every key", () => {
    const lines =
      'policy = "on-failure"\ndelay = "2s"\nmax-delay = "1m"\nmax-attempts = 3\nwindow = "1m"\nreset-after = "2m"\nsuccess-codes = [0, 3]\non-give-up = "exit"';
    expect(of(`[restart]\n${lines}`).restart).toEqual({
      policy: "on-failure",
      delayMs: 2000,
      maxDelayMs: 60_000,
      maxAttempts: 3,
      windowMs: 60_000,
      resetAfterMs: 120_000,
      successCodes: [0, 3],
      onGiveUp: "exit",
    });
  });

  it("refuses a bound below the delay", () => {
    expect(said('command = "a"\n[restart]\ndelay = "5s"\nmax-delay = "1s"')).toEqual([
      "E0106 4:13 `max-delay` is shorter than `delay`",
    ]);
  });
});

describe("[stop] and [reload]", () => {
  it("stop", () => {
    expect(of("").stop).toBeUndefined();
    expect(of("[stop]").stop).toEqual({ signal: "TERM", timeoutMs: "infinity", kill: "process" });
    expect(of('[stop]\nsignal = "SIGQUIT"\ntimeout = "30s"\nkill = "group"\ncommand = "x y"').stop).toEqual({
      signal: "QUIT",
      timeoutMs: 30_000,
      kill: "group",
      command: ["x", "y"],
    });
  });

  it("reload", () => {
    expect(of('[reload]\nsignal = "HUP"').reload).toEqual({
      action: { signal: "HUP" },
      files: [],
      onChange: "restart",
    });
    expect(of('[reload]\ncommand = "x"\nfiles = ["conf"]\non-change = "manual"').reload).toEqual({
      action: { command: ["x"] },
      files: ["conf"],
      onChange: "manual",
    });
    expect(said('command = "a"\n[reload]\nsignal = "HUP"\ncommand = "x"')).toEqual([
      "E0201 4:1 both `signal` and `command` in [reload]",
    ]);
  });
});

it("[hooks]", () => {
  expect(of("").hooks.preStart).toEqual([]);
  const { hooks } = of('[hooks]\npre-start = [["a", "${name}"], "b c"]\non-fail = [["d"]]');
  expect(hooks).toEqual({
    preStart: [
      ["a", "x"],
      ["b", "c"],
    ],
    postReady: [],
    preStop: [],
    postStop: [],
    onFail: [["d"]],
  });
});
