/** Who the process is and with what priority and rights it runs. */
import { defined } from "../defined.ts";
import type { Reader } from "../reader.ts";
import type { Capabilities, Control, Identity, Service, TargetFile } from "../service.ts";

export type Privileges = Pick<
  Service,
  | "umask"
  | "workingDir"
  | "chroot"
  | "nice"
  | "ioClass"
  | "ioPriority"
  | "cpus"
  | "sched"
  | "oomScoreAdj"
  | "noNewPrivs"
  | "capabilities"
>;

/** User and groups as declared: names or numbers, as text. */
export function readIdentity(reader: Reader): Identity {
  if (!reader.hasAny(IDENTITY_KEYS)) return {};
  return defined({ user: reader.text("user"), group: reader.text("group"), groups: reader.texts("groups") });
}

const IDENTITY_KEYS: ReadonlySet<string> = new Set(["user", "group", "groups"]);

/** Priorities and rights; what is not declared is absent. */
export function readPrivileges(reader: Reader): Privileges {
  if (!reader.hasAny(PRIVILEGE_KEYS)) return { noNewPrivs: false };
  return defined({
    umask: reader.mode("umask"),
    workingDir: reader.path("working-dir"),
    chroot: reader.path("chroot"),
    nice: reader.integer("nice"),
    ioClass: reader.word<NonNullable<Service["ioClass"]>>("io-class"),
    ioPriority: reader.integer("io-priority"),
    cpus: reader.texts("cpus")?.join(","),
    sched: readSched(reader),
    oomScoreAdj: reader.integer("oom-score-adj"),
    noNewPrivs: reader.flag("no-new-privs") ?? false,
    capabilities: readCapabilities(reader),
  });
}

const PRIVILEGE_KEYS: ReadonlySet<string> = new Set([
  "umask",
  "working-dir",
  "chroot",
  "nice",
  "io-class",
  "io-priority",
  "cpus",
  "sched",
  "oom-score-adj",
  "no-new-privs",
  "capabilities",
]);

function readSched(reader: Reader): Service["sched"] {
  const table = reader.at("sched")?.keys !== undefined;
  const policy = reader.word<NonNullable<Service["sched"]>["policy"]>(table ? "sched.policy" : "sched");
  if (policy === undefined) return undefined;
  const priority = (table ? reader.integer("sched.priority") : undefined) ?? (REALTIME.has(policy) ? 1 : 0);
  const setting = reader.at("sched.priority");
  if (setting !== undefined && REALTIME.has(policy) !== priority > 0)
    reader.wrong(setting, {
      code: "E0106",
      message: `\`${policy}\` takes a priority from ${REALTIME.has(policy) ? "1 to 99" : "0 to 0"}`,
    });
  return { policy, priority };
}

const REALTIME = new Set(["fifo", "rr"]);

function readCapabilities(reader: Reader): Capabilities | undefined {
  const table = reader.at("capabilities")?.keys !== undefined;
  const ambient = reader.texts(table ? "capabilities.ambient" : "capabilities");
  const bounding = table ? reader.texts("capabilities.bounding") : undefined;
  if (ambient === undefined && bounding === undefined) return undefined;
  return { ambient: (ambient ?? []).map(plainName), ...(bounding && { bounding: bounding.map(plainName) }) };
}

const plainName = (capability: string): string => capability.replace(/^cap_/i, "").toLowerCase();

/** `[control]`; undefined without it: the monitor's own account alone. */
export function readControl(reader: Reader): Control | undefined {
  if (!reader.has("control")) return undefined;
  return defined({
    user: reader.text("control.user"),
    group: reader.text("control.group"),
    status: reader.word<Control["status"]>("control.status") ?? "owner",
  });
}

/** `[target.NAME] files`, verbatim. */
export function readTargetFiles(reader: Reader): Readonly<Record<string, readonly TargetFile[]>> {
  const result: Record<string, TargetFile[]> = {};
  for (const [target, table] of reader.entries("target")) {
    const files: TargetFile[] = [];
    for (const [path, setting] of table.keys?.get("files")?.keys ?? []) {
      const key = `target.${target}.files.${path}`;
      const inTable = setting.keys !== undefined;
      const content = reader.verbatim(key, inTable ? setting.keys?.get("content") : setting);
      const executable = setting.keys?.get("executable")?.mark.value === true;
      if (content !== undefined && checkPath(reader, path, setting))
        files.push({ path, content, executable });
    }
    result[target] = files.sort((a, b) => (a.path < b.path ? -1 : 1));
  }
  return result;
}

function checkPath(reader: Reader, path: string, setting: Parameters<Reader["wrong"]>[0]): boolean {
  const parts = path.split("/");
  if (
    parts.every((part) => /^[^\0\n]+$/.test(part) && part !== "." && part !== "..") &&
    parts[0] !== "supervise"
  )
    return true;
  const help = "a relative path inside the service directory, and not in supervise/";
  reader.wrong(
    setting,
    { code: "E0105", message: `${JSON.stringify(path)} is not a file of a service directory`, help },
    setting.keyPlace(),
  );
  return false;
}
