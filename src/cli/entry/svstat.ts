import { svstat } from "../tools/svstat.ts";
import { systemIo } from "../tools/tool.ts";

process.exitCode = svstat(process.argv.slice(2), systemIo());
