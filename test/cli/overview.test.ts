import { Command } from "commander";
import { describe, expect, it } from "vitest";
import { commands } from "../../src/cli/commands/index.ts";
import { overview } from "../../src/cli/overview.ts";
import { loaders as host } from "../../src/cli/parts/host.ts";
import { loaders as project } from "../../src/cli/parts/project.ts";
import { loaders as runtime } from "../../src/cli/parts/runtime.ts";
import { DESCRIPTION, VERSION } from "../../src/cli/version.ts";

describe("overview", () => {
  it("is what commander would print", () => {
    const program = new Command("svforge").description(DESCRIPTION).version(VERSION);
    for (const { name, summary } of commands) program.command(name).summary(summary);
    expect(overview()).toBe(program.helpInformation());
  });
});

describe("the parts of the program", () => {
  it("hold exactly the commands the table says", () => {
    const parts = { host, runtime, project };
    for (const [part, loaders] of Object.entries(parts)) {
      const named = commands.filter((entry) => entry.part === part).map((entry) => entry.name);
      expect(Object.keys(loaders).sort()).toEqual(named.sort());
    }
  });
});
