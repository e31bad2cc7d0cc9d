/** `svforge COMMAND …`: finds the part of the program that holds the command and loads only that. */
import { EXIT } from "../protocol/exit-codes.ts";
import { commands, type Part } from "./commands/index.ts";
import { overview } from "./overview.ts";
import { VERSION } from "./version.ts";

type Run = (argv: readonly string[]) => Promise<number>;

/** Runs one command line (without `node svforge`) and gives its exit code. */
export async function dispatch(argv: readonly string[]): Promise<number> {
  const [first, second] = argv;
  if (first === "--version" || first === "-V") return print(VERSION);
  if (first === "--help" || first === "-h" || (first === "help" && second === undefined)) {
    return print(overview().trimEnd());
  }
  if (first === undefined) {
    process.stderr.write(overview());
    return EXIT.usage;
  }
  const name = first === "help" ? second : first;
  const { run } = await PARTS[commands.find((entry) => entry.name === name)?.part ?? "host"]();
  return run(argv);
}

function print(line: string): number {
  process.stdout.write(`${line}\n`);
  return EXIT.ok;
}

/** What no part knows, `host` refuses with a suggestion. */
const PARTS: Readonly<Record<Part, () => Promise<{ run: Run }>>> = {
  host: () => import("./parts/host.ts"),
  runtime: () => import("./parts/runtime.ts"),
  project: () => import("./parts/project.ts"),
};
