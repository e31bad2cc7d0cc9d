import { svscan } from "../tools/svscan.ts";
import { systemIo } from "../tools/tool.ts";

const code = svscan(process.argv.slice(2), systemIo());
if (code !== undefined) process.exitCode = code;
