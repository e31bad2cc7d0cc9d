/** Log policies that commands are given as one word: a directory, or a file with a `[log]` policy. */
import { readTextIfPresent } from "../os/files.ts";
import { decodeServiceJson } from "../protocol/decode-service-json.ts";
import { DAEMONTOOLS_EXIT } from "../protocol/exit-codes.ts";
import { SERVICE_JSON } from "../protocol/names.ts";
import type { LogJson } from "../protocol/service-json.ts";
import { Exit } from "./exit.ts";

/** What nobody said otherwise. */
export const LOG_POLICY_DEFAULTS: Pick<LogJson, "timestamp" | "max-size" | "keep"> = {
  timestamp: "tai64n",
  "max-size": 2 ** 20,
  keep: 10,
};

/** The policy that `word` means to `program`. Throws `Exit` with the reason. */
export function policyOfWord(word: string, program: string): LogJson {
  return word.endsWith(SERVICE_JSON)
    ? policyInFile(word, program)
    : { ...LOG_POLICY_DEFAULTS, to: { dir: word } };
}

/** The policy of a `log/service.json`. */
export function policyInFile(file: string, program: string): LogJson {
  const text = readTextIfPresent(file);
  if (text === undefined) throw new Exit(DAEMONTOOLS_EXIT.temporary, `${program}: ${file} does not exist`);
  const decoded = decodeServiceJson(text);
  const problems = decoded.problems.map(({ key, reason }) => `${program}: ${file}: ${key} ${reason}`);
  if (problems.length > 0) throw new Exit(DAEMONTOOLS_EXIT.usage, problems.join("\n"));
  if (decoded.value?.log === undefined)
    throw new Exit(DAEMONTOOLS_EXIT.usage, `${program}: ${file} has no log policy`);
  return decoded.value.log;
}
