import { basename, dirname, join, resolve } from "node:path";
import type { Command } from "commander";
import { starter } from "../../declare/starter.ts";
import { readTextIfPresent, replaceFile } from "../../os/files.ts";
import { makeDirectories, readOwnSchema } from "../../os/own-schema.ts";
import { EXIT } from "../../protocol/exit-codes.ts";
import { Exit } from "../exit.ts";

/** `svforge init [DIR]`: a small project that passes `check`; nothing that exists is touched. */
export function define(command: Command): void {
  command
    .description("Make a starter project: svforge.toml, two services, and the schemas for editors.")
    .argument("[dir]", "folder, made when it does not exist", ".")
    .action((dir: string) => init(resolve(dir)));
}

function init(folder: string): void {
  const files = new Map([
    ...starter(basename(folder)),
    ...["svforge", "service"].map((name) => {
      const file = `${name}.schema.json`;
      return [`.schema/${file}`, readOwnSchema(file)] as const;
    }),
  ]);
  const taken = [...files.keys()].filter((path) => readTextIfPresent(join(folder, path)) !== undefined);
  if (taken.length > 0)
    throw new Exit(
      EXIT.failure,
      `svforge init: ${join(folder, taken[0] ?? "")} exists already; nothing was written`,
    );
  for (const [path, content] of files) {
    makeDirectories(dirname(join(folder, path)));
    replaceFile(join(folder, path), content);
  }
  console.log(`${[...files.keys()].map((path) => join(folder, path)).join("\n")}

Next: svforge check --project ${folder}
      svforge up --project ${folder}`);
}
