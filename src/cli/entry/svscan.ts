import { systemIo } from "../tools/tool.ts";

void import("../tools/svscan.ts").then(({ svscan }) => {
  const code = svscan(process.argv.slice(2), systemIo());
  if (code !== undefined) process.exitCode = code;
});
