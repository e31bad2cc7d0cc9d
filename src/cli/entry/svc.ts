import { svc } from "../tools/svc.ts";
import { systemIo } from "../tools/tool.ts";

process.exitCode = svc(process.argv.slice(2), systemIo());
