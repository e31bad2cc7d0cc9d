import { supervise } from "../tools/supervise.ts";
import { systemIo } from "../tools/tool.ts";

const code = supervise(process.argv.slice(2), systemIo());
if (code !== undefined) process.exitCode = code;
