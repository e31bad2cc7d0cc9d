import { svok } from "../tools/svok.ts";
import { systemIo } from "../tools/tool.ts";

process.exitCode = svok(process.argv.slice(2), systemIo());
