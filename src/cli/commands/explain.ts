import type { Command } from "commander";
import { CODES } from "../../diagnostics/codes.ts";
import { EXIT } from "../../protocol/exit-codes.ts";
import { Exit } from "../exit.ts";
import type { ExplainOptions } from "../explain-service.ts";
import { addProjectOptions } from "../project-options.ts";

/** `svforge explain NAME|CODE`: where each value comes from, the environment, the state; or what a message means. */
export function define(command: Command): void {
  addProjectOptions(command)
    .description(
      "Print every effective value of a service with the file and line it came from, its environment, and why it runs or not. Given a code such as E0103, explain the message.",
    )
    .argument("<name-or-code>", "a service, or the code of a message")
    .option("--scan-dir <dir>", "scan directory (default: this project's, SVDIR, /var/service)")
    .option("--json", "print JSON (schema/explain.schema.json)")
    .action(async (what: string, options: ExplainOptions) => {
      if (/^[EW]\d{4}$/i.test(what)) return explainCode(what.toUpperCase());
      const { explainService } = await import("../explain-service.ts");
      explainService(what, options);
    });
}

function explainCode(code: string): void {
  const known = CODES[code];
  if (known === undefined) throw new Exit(EXIT.failure, `svforge explain: there is no code ${code}`);
  console.log(`${code}: ${known.title}\n\n${known.text}`);
}
