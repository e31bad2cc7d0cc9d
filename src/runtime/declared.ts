/** Reads what a directory says about itself: `service.json`, and the contract files other suites gave their names. */
import { namesIn } from "../os/list.ts";
import { readContractFile } from "../os/open-file.ts";
import { mayPass, reasonOf } from "../os/os-error.ts";
import { definitionOf, exists } from "../os/service-directory.ts";
import { decodeServiceJson } from "../protocol/decode-service-json.ts";
import { CONTROL_SCRIPTS, DEF, DOWN, FINISH, RUN, SERVICE_JSON } from "../protocol/names.ts";
import { SERVICE_JSON_FORMAT, type ServiceJson } from "../protocol/service-json.ts";
import { defineService } from "../supervise/define-service.ts";
import type { Relations } from "../supervise/scan-state.ts";
import type { ServiceDefinition } from "../supervise/service-state.ts";

/** Everything a directory declares: what the machine needs, and what only the driver does. */
export interface Declared {
  readonly definition: ServiceDefinition;
  readonly json: ServiceJson;
  /** Descriptor on which the process says it is ready. */
  readonly notificationFd: number | null;
  /** Hash of an activated definition; "" for a hand-written directory. */
  readonly hash: string;
  /** The files of a hand-written directory that were read: they may be changed without a trace in the directory. */
  readonly loose: readonly string[];
  /** As a service, it had neither `finish` nor control scripts when its names were looked at. */
  readonly isBare: boolean;
  /** What could not be understood; the rest counts. */
  readonly problems: readonly string[];
}

/**
 * Reads a directory. What cannot be understood, or not be read by us, is a problem, and the service runs without it. Throws when
 * something may be read later: started without a word of what it declares, a service would be another one.
 */
export function readDeclared(path: string, name: string, role: "service" | "logger"): Declared {
  const problems: string[] = [];
  const names = namesIn(path);
  const contract: string[] = [];
  const read = (file: string): string | undefined => {
    if (!names.has(file)) return undefined;
    contract.push(file);
    try {
      return readContractFile(`${path}/${file}`);
    } catch (error) {
      if (mayPass(error)) throw error;
      problems.push(`${file}: ${reasonOf(error)}`);
      return undefined;
    }
  };
  const json = decodeJson(read(SERVICE_JSON), problems);
  const defined = defineService({
    name,
    role,
    json,
    down: names.has(DOWN),
    notificationFd: read("notification-fd"),
    downSignal: read("down-signal"),
    timeoutKill: read("timeout-kill"),
    timeoutFinish: read("timeout-finish"),
  });
  for (const { file, reason } of defined.problems) problems.push(`${file} ${reason}`);
  const hash = hashOf(path, role, names);
  return {
    definition: defined.definition,
    json,
    notificationFd: defined.notificationFd,
    hash,
    isBare: names.has(RUN) && !names.has(FINISH) && !names.has(CONTROL_SCRIPTS),
    loose: hash === "" && contract.length > 0 ? contract : NONE,
    problems,
  };
}

/** A logger belongs to the definition of its service. */
function hashOf(path: string, role: "service" | "logger", names: ReadonlySet<string>): string {
  const owner = role === "logger" ? `${path}/..` : path;
  const isActivated = role === "logger" ? exists(`${owner}/${DEF}`) : names.has(DEF);
  return isActivated ? definitionOf(owner) : "";
}

const NOTHING: ServiceJson = { format: SERVICE_JSON_FORMAT };

function decodeJson(text: string | undefined, problems: string[]): ServiceJson {
  if (text === undefined) return NOTHING;
  const decoded = decodeServiceJson(text);
  if (decoded.value !== undefined) return decoded.value;
  for (const { key, reason } of decoded.problems)
    problems.push(`${SERVICE_JSON}: ${key === "" ? "" : `${key} `}${reason}`);
  return NOTHING;
}

/** What a directory says about others. */
export function relationsOf(json: ServiceJson): Relations {
  return {
    dependsOn: json["depends-on"] ?? NONE,
    wants: json.wants ?? NONE,
    after: json.after ?? NONE,
    conflicts: json.conflicts ?? NONE,
    partOf: json["part-of"] ?? NONE,
    provides: NONE,
  };
}

/** One for all: a thousand services have six thousand of them. */
export const NONE: readonly never[] = [];
