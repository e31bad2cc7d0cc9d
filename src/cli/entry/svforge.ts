import { dispatch } from "../dispatch.ts";
import { mindOutput } from "../output.ts";

const argv = process.argv.slice(2);
mindOutput(argv[0], (code) => process.exit(code));
dispatch(argv).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
