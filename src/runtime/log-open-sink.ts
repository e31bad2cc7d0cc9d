/** Finds the destination that a policy names. */
import type { Identity } from "../os/thread-identity.ts";
import { findGroup, findUser } from "../os/users.ts";
import type { LogJson } from "../protocol/service-json.ts";
import { type DirectoryOptions, LogDirectory } from "./log-directory.ts";
import type { OpenLog } from "./log-engine.ts";
import { LogRelay } from "./log-relay.ts";
import type { LogSink } from "./log-sink.ts";
import { LogSyslog } from "./log-syslog.ts";

export interface SinkOptions extends Omit<DirectoryOptions, "directory" | "user"> {
  readonly log: OpenLog;
}

/** Throws what the system says, and for a user that does not exist. */
export function openSink(options: SinkOptions): LogSink {
  const { log, policy, renderer } = options;
  if ("dir" in policy.to)
    return new LogDirectory({ ...options, directory: policy.to.dir, user: userOf(policy) });
  if ("syslog" in policy.to)
    return new LogSyslog({ address: policy.to.syslog, name: log.name, policy, renderer });
  return new LogRelay({ fifo: log.relay ?? "", service: policy.to.service, policy, renderer });
}

function userOf({ user, group }: LogJson): Identity | undefined {
  if (user === undefined) return undefined;
  const found = findUser(user);
  if (found === undefined) throw new Error(`there is no user ${user}`);
  const gid = group === undefined ? found.gid : findGroup(group);
  if (gid === undefined) throw new Error(`there is no group ${group ?? `of ${user}`}`);
  return { uid: found.uid, gid };
}
