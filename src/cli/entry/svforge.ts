import { dispatch } from "../dispatch.ts";
import { mindOutput } from "../output.ts";

/** These run on, or print on, when their command line is dealt with. */
const RUNNING_ON = ["svscan", "supervise", "log", "logs"];

const argv = process.argv.slice(2);
mindOutput(argv[0], (code) => process.exit(code));
dispatch(argv).then(
  (code) => {
    process.exitCode = code;
    // Node would wait for the optimising compiler, which works for code that will not run again. What a write has
    // failed with is known one turn later.
    if (!RUNNING_ON.includes(argv[0] ?? "")) setImmediate(() => process.exit());
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
