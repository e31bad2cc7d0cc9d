import { describe, expect, it } from "vitest";
import { argvWords, chainWords, commandLine } from "../../src/compile/chain.ts";
import { utilLinux } from "../../src/compile/targets/util-linux.ts";
import { unitOf } from "../helpers/compile-unit.ts";
import { service } from "../helpers/service.ts";

it("goes from scheduling through limits and identity to environment and wrapper", () => {
  const everything = service({
    wrapper: ["ip", "netns", "exec", "blue net"],
    env: [["PATH", "/bin"]],
    limits: [["core", { soft: 0, hard: 0 }]],
    identity: { user: "www" },
    ioClass: "idle",
    sched: { policy: "batch", priority: 0 },
  });
  const tools = chainWords(unitOf(everything).unit, utilLinux);
  expect(tools.map((words) => words[0])).toEqual(["ionice", "chrt", "prlimit", "setpriv", "env", "ip"]);
  expect(tools.at(-1)).toEqual(["ip", "netns", "exec", "'blue net'"]);
  expect(chainWords(unitOf(service()).unit, utilLinux)).toEqual([]);
});

describe("the command's name", () => {
  it.each([
    [[["prlimit", "--core=0"]], "-x", "exec prlimit --core=0 \\\n  -- -x"],
    [[["s6-setuidgid", "www"]], "-x", "exec s6-setuidgid www \\\n  -x"],
    [[["env", "A=1"]], "-x", "exec env A=1 \\\n  -x"],
    [[["env", "A=1"]], "a=b", "exec env A=1 \\\n  sh -c 'exec \"$@\"' sh a=b"],
    [[["my-wrapper"]], "-x", "exec my-wrapper \\\n  -x"],
    [[], "-x", "exec env -- -x"],
    [[], "- x", "exec env -- '- x'"],
    [[], "a=b", "exec a=b"],
  ] as const)("after %j: %s", (tools, name, line) => {
    expect(commandLine({ prefix: "exec ", tools, command: argvWords([name]) })).toBe(line);
  });
});
