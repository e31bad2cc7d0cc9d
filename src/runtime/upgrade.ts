/** Becoming the program that is now installed without letting go of anything: same pid, same children, same pipes. */

import { closeDescriptor, openDirectory } from "../os/descriptors.ts";
import { execSelf } from "../os/exec-self.ts";
import { setCloseOnExec } from "../os/libc.ts";
import { codeOf, reasonOf } from "../os/os-error.ts";
import { ownFile } from "../os/self.ts";
import { callersEnvironment, environmentVariable, OPEN_FILES_VARIABLE, startProgram } from "../os/spawn.ts";
import type { Host } from "./host.ts";
import type { Monitor } from "./monitor.ts";

/**
 * Checks first that the new program starts at all, then leaves every log and record as its successor needs them and
 * replaces this process. `args` are our own. Whatever fails is reported, and the monitor goes on as it is.
 */
export function upgrade(host: Host, monitor: Monitor, args: readonly string[]): void {
  // The kernel ends all threads before it starts a program, and waits for one that hangs on a disk.
  if (host.logs.isHanging()) {
    host.reporter.say("warning: not upgraded: the file system of a log does not answer");
    return;
  }
  if (isEnding(host, monitor)) return;
  tryProgram(host, (works) => {
    if (isEnding(host, monitor)) return;
    if (!works) {
      host.reporter.say("warning: not upgraded: the installed svscan.cjs does not start");
      return;
    }
    monitor.ending.putOff();
    void replace(host, monitor, args);
  });
}

/** The new program would start again what has been stopped. */
function isEnding({ reporter }: Host, { ending }: Monitor): boolean {
  if (ending.hasBegun) reporter.say("warning: not upgraded: everything is being stopped");
  return ending.hasBegun;
}

function tryProgram(host: Host, answer: (works: boolean) => void): void {
  const directory = openDirectory("/");
  try {
    const pid = startProgram(host.surroundings, {
      program: process.execPath,
      argv: [process.execPath, ownFile("svscan.cjs"), "--version"],
      directory,
      descriptors: [
        [host.devNull, 0],
        [host.devNull, 1],
        [2, 2],
      ],
      variables: [],
    });
    host.children.expect(pid, (status) => answer(status === 0));
  } catch {
    answer(false);
  } finally {
    closeDescriptor(directory);
  }
}

async function replace(host: Host, monitor: Monitor, args: readonly string[]): Promise<void> {
  await host.logs.stop();
  try {
    become(host, monitor, args);
  } catch (error) {
    if (codeOf(error) === "") throw error;
    // The program may have been removed since it was tried.
    host.reporter.say(`warning: not upgraded: unable to execute ${process.execPath}: ${reasonOf(error)}`);
    host.logs.resume();
    const code = monitor.ending.goOn();
    if (code !== undefined) monitor.shutdown(code);
  }
}

function become(host: Host, monitor: Monitor, args: readonly string[]): never {
  monitor.writeAll();
  const { code } = monitor.ending;
  const pipes = [...monitor.pipeDescriptors(), ...(host.catchAll?.descriptors ?? [])];
  const environment = [
    ...callersEnvironment(OWN_VARIABLES),
    `${OPEN_FILES_VARIABLE}=${host.surroundings.openFiles.soft}`,
    `${KEPT_PIPES_VARIABLE}=${pipes.join(",")}`,
    ...(code === undefined ? [] : [`${END_VARIABLE}=${code}`]),
  ];
  return execSelf("svscan.cjs", args, environment, pipes);
}

/** Exit code of an end that was asked for while the predecessor was being replaced. */
const END_VARIABLE = "SVFORGE_END";

/** Ends as the predecessor was told to, if it was: everything is adopted by now. */
export function endAsTold(monitor: Monitor): void {
  const code = environmentVariable(END_VARIABLE);
  if (code !== undefined && /^\d+$/.test(code)) monitor.shutdown(Number(code));
}

/** Names the descriptors of log pipes that the predecessor left open, so that nothing in them was lost meanwhile. */
const KEPT_PIPES_VARIABLE = "SVFORGE_PIPES";

/** What a program of ours tells the one that takes its place. */
export const OWN_VARIABLES: readonly string[] = [OPEN_FILES_VARIABLE, KEPT_PIPES_VARIABLE, END_VARIABLE];

/**
 * Takes the predecessor's pipes, before any service starts that could inherit them. The function given lets go of
 * them, once the new monitor holds its own.
 */
export function takeKeptPipes(): () => void {
  const text = environmentVariable(KEPT_PIPES_VARIABLE) ?? "";
  const kept = text
    .split(",")
    .filter((word) => word !== "")
    .map(Number);
  for (const fd of kept) setCloseOnExec(fd, true);
  return () => {
    for (const fd of kept) closeDescriptor(fd);
  };
}
