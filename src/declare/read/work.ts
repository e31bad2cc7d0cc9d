/** What a service runs: exactly one of `command`, `script`, `service-dir`, `up`, `contents`. */
import { adopt } from "../adopt.ts";
import type { ProjectFiles } from "../project-files.ts";
import type { Reader } from "../reader.ts";
import type { Work } from "../service.ts";

/** The work, or undefined after reporting what is wrong. */
export function readWork(reader: Reader, files: ProjectFiles): Work | undefined {
  const type = reader.word<"daemon" | "oneshot" | "bundle">("type") ?? "daemon";
  const chosen = CHOICES.filter(({ key }) => reader.has(key));
  const [first, second] = chosen;
  if (first === undefined) {
    reportNothing(reader, type);
    return undefined;
  }
  // What cannot stand together is read all the same: its own mistakes are told at once, too.
  const [work] = chosen.map(({ key }) => readChosen(reader, files, key));
  if (second !== undefined) return reportSeveral(reader, first.key, second.key);
  return first.type === type ? work : reportType(reader, first, type);
}

const CHOICES = [
  { key: "command", type: "daemon" },
  { key: "script", type: "daemon" },
  { key: "service-dir", type: "daemon" },
  { key: "up", type: "oneshot" },
  { key: "contents", type: "bundle" },
] as const;
type Choice = (typeof CHOICES)[number];

function readChosen(reader: Reader, files: ProjectFiles, key: Choice["key"]): Work | undefined {
  switch (key) {
    case "command": {
      const argv = reader.argv("command");
      return argv && { kind: "command", argv };
    }
    case "script": {
      const body = reader.verbatim("script");
      return body === undefined ? undefined : { kind: "script", body };
    }
    case "service-dir":
      return adopt(reader, files);
    case "up": {
      const up = reader.argv("up");
      const down = reader.argv("down");
      return up && { kind: "oneshot", up, ...(down && { down }) };
    }
    case "contents":
      return { kind: "bundle", contents: reader.texts("contents") ?? [] };
  }
}

function reportNothing(reader: Reader, type: string): void {
  const needs = { oneshot: "`up`", bundle: "`contents`" }[type] ?? "`command`, `script` or `service-dir`";
  const message = `\`${reader.variables.name}\` has nothing to run`;
  reader.missing(reader.root, { code: "E0201", message, help: `a ${type} needs ${needs}` });
}

function reportSeveral(reader: Reader, first: string, second: string): undefined {
  const [one, other] = [reader.at(first), reader.at(second)];
  if (one === undefined || other === undefined) return undefined;
  const problem = {
    code: "E0201",
    message: `both \`${first}\` and \`${second}\` say what to run`,
    help: "keep one of them",
  };
  reader.wrong(other, problem, { ...other.keyPlace() });
  return undefined;
}

function reportType(reader: Reader, { key, type }: Choice, declared: string): undefined {
  const setting = reader.at(key);
  if (setting === undefined) return undefined;
  const help =
    type === "daemon"
      ? `a ${declared} needs ${declared === "oneshot" ? "`up`" : "`contents`"}`
      : `add type = "${type}"`;
  reader.wrong(
    setting,
    { code: "E0201", message: `\`${key}\` does not belong in a ${declared}`, help },
    setting.keyPlace(),
  );
  return undefined;
}
