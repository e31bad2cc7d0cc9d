/** Finds the destination that a policy names. */
import type { Identity } from "../os/thread-identity.ts";
import { findGroup, findUser } from "../os/users.ts";
import type { LogJson } from "../protocol/service-json.ts";
import { type DirectoryOptions, LogDirectory } from "./log-directory.ts";
import type { OpenLog } from "./log-engine.ts";
import { LogLines } from "./log-lines.ts";
import { LogRelay } from "./log-relay.ts";
import type { LogSink } from "./log-sink.ts";
import { LogSyslog } from "./log-syslog.ts";

export interface SinkOptions extends Omit<DirectoryOptions, "directory" | "user" | "policy"> {
  readonly log: OpenLog;
}

/** Throws what the system says, and for a user that does not exist. */
export function openSink(options: SinkOptions): LogSink {
  const { log, renderer } = options;
  const { policy } = log;
  if ("dir" in policy.to)
    return new LogDirectory({ ...options, policy, directory: policy.to.dir, user: userOf(policy) });
  const { prefix = "" } = policy;
  const target =
    "syslog" in policy.to
      ? new LogSyslog({ address: policy.to.syslog, name: log.name, prefix })
      : new LogRelay({ fifo: log.relay ?? "", service: policy.to.service, prefix });
  return new LogLines(target, policy, renderer);
}

/** Who writes the files; undefined: whoever owns the directory. Throws for a name nobody has. */
export function userOf({ user, group }: LogJson): Identity | undefined {
  if (user === undefined) return undefined;
  const found = findUser(user);
  if (found === undefined) throw new Error(`there is no user ${user}`);
  const gid = group === undefined ? found.gid : findGroup(group);
  if (gid === undefined) throw new Error(`there is no group ${group ?? `of ${user}`}`);
  return { uid: found.uid, gid };
}
