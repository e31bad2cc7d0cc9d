/** Running a short command of the user's to its end, without a shell. */
import { spawn } from "node:child_process";

/** Exit code of `argv` run in `directory`; 128 after a signal, 127 when it cannot be run. Output goes to standard error. */
export function runCommand(argv: readonly string[], directory: string): Promise<number> {
  const [program = "", ...args] = argv;
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: directory, stdio: ["ignore", 2, 2] });
    child.on("error", () => resolve(127));
    child.on("exit", (code) => resolve(code ?? 128));
  });
}
