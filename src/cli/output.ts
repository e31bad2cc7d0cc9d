/** What a command does when what it prints cannot be written: its reader has gone (`| head`), or the disk is full. */
import { reasonOf } from "../os/os-error.ts";
import { EXIT } from "../protocol/exit-codes.ts";

/** Only look, so nothing is left half-way when they end at once. */
const LOOKING = ["check", "plan", "explain", "graph", "history", "status", "logs", "svok", "svstat"];

/** A command that only looks ends as SIGPIPE ends programs, or says why it cannot write; any other goes on unheard. */
export function mindOutput(command: string | undefined, exit: (code: number) => never): void {
  const looks = command === undefined || command.startsWith("-") || LOOKING.includes(command);
  process.stderr.on("error", () => {});
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (!looks) return;
    if (error.code === "EPIPE") exit(EXIT.noReader);
    process.stderr.write(`svforge: standard output: ${reasonOf(error)}\n`);
    exit(EXIT.failure);
  });
}
