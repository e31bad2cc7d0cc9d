/** A `ToolIo` that remembers, and the other end of a control FIFO. */
import { readSync } from "node:fs";
import type { ToolIo } from "../../src/cli/tools/tool.ts";

export function recordingIo(
  scanDir: string,
): ToolIo & { readonly lines: string[]; readonly errors: string[] } {
  const lines: string[] = [];
  const errors: string[] = [];
  return { scanDir, lines, errors, out: (line) => lines.push(line), err: (line) => errors.push(line) };
}

/** What stands in a non-blocking FIFO. */
export function drain(fd: number): string {
  const bytes = Buffer.alloc(65536);
  try {
    return bytes.subarray(0, readSync(fd, bytes)).toString();
  } catch {
    return "";
  }
}
