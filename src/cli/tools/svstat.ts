/** svstat: one line about each directory. The line is daemontools 0.76's, byte for byte; it always exits 0. */
import { wallClockMs } from "../../os/clock.ts";
import { codeOf, reasonOf } from "../../os/os-error.ts";
import { exists, mustBeEnterable, readHead, writeControl } from "../../os/supervise-client.ts";
import { DAEMONTOOLS_EXIT } from "../../protocol/exit-codes.ts";
import { DOWN, SUPERVISE, SUPERVISE_FILES } from "../../protocol/names.ts";
import { decodeStatus, STATUS_SIZE, type Status } from "../../protocol/status.ts";
import { locate, type Tool } from "./tool.ts";

/** Prints `DIR: …` for every argument, problems included. */
export const svstat: Tool = (args, io) => {
  for (const name of args) io.out(`${name}: ${describe(locate(name, io.scanDir))}`);
  return DAEMONTOOLS_EXIT.ok;
};

function describe(directory: string): string {
  const file = (name: string): string => `${SUPERVISE}/${name}`;
  let doing = "chdir";
  try {
    mustBeEnterable(directory);
    const normallyUp = !exists(`${directory}/${DOWN}`);
    doing = `open ${file(SUPERVISE_FILES.ok)}`;
    writeControl(`${directory}/${file(SUPERVISE_FILES.ok)}`, "");
    doing = `open ${file(SUPERVISE_FILES.status)}`;
    const status = decodeStatus(readHead(`${directory}/${file(SUPERVISE_FILES.status)}`, STATUS_SIZE));
    if (status === undefined) return `unable to read ${file(SUPERVISE_FILES.status)}: bad format`;
    return line(status, normallyUp);
  } catch (error) {
    if (codeOf(error) === "ENXIO") return "supervise not running";
    return `unable to ${doing}: ${reasonOf(error)}`;
  }
}

function line({ pid, since, paused, want }: Status, normallyUp: boolean): string {
  const isUp = pid !== 0;
  const seconds = Math.max(0, Math.floor(wallClockMs() / 1000) - Math.floor(since / 1000));
  const remarks = [
    isUp && !normallyUp && "normally down",
    !isUp && normallyUp && "normally up",
    isUp && paused && "paused",
    !isUp && want === "up" && "want up",
    isUp && want === "down" && "want down",
  ].filter((remark) => remark !== false);
  return [`${isUp ? `up (pid ${pid})` : "down"} ${seconds} seconds`, ...remarks].join(", ");
}
