/** One service as declared: every key of its effective settings read, in final units. Names of others are still as written. */
import type { Place } from "../diagnostics/diagnostic.ts";
import { type OwnLog, ownLogOf } from "./adopt.ts";
import { defined } from "./defined.ts";
import type { Documents } from "./documents.ts";
import type { Instance } from "./instantiate.ts";
import { NAME_HELP, wrongName } from "./names.ts";
import { readDirs } from "./read/dirs.ts";
import { readEnvironment } from "./read/environment.ts";
import { readControl, readIdentity, readPrivileges, readTargetFiles } from "./read/identity.ts";
import { readHooks, readReload, readRestart, readStop } from "./read/lifecycle.ts";
import { readLimits } from "./read/limits.ts";
import { readLog } from "./read/log.ts";
import { readHealth, readReady } from "./read/probes.ts";
import { type Relations, readRelations } from "./read/relations.ts";
import { readWork } from "./read/work.ts";
import { Reader } from "./reader.ts";
import type { Service, Work } from "./service.ts";
import type { Setting } from "./setting.ts";

export interface Draft {
  readonly service: Service;
  readonly relations: Relations;
  /** Where it is declared. */
  readonly place: Place;
  /** `NAME@`, for an instance of it. */
  readonly template?: string;
}

/**
 * What a service without readable work counts as, so that its relations are checked too. An error has been reported,
 * so no project comes of it.
 */
const UNREADABLE: Work = { kind: "script", body: "" };

/** The service; everything wrong with it is reported. */
export function serviceFrom(instance: Instance, documents: Documents, host: string | undefined): Draft {
  const { name, root } = instance;
  const variables = {
    vars: varsOf(root),
    name,
    ...(instance.instance !== undefined && { instance: instance.instance }),
    ...(host !== undefined && { host }),
  };
  const reader = new Reader({
    root,
    variables,
    report: (d) => documents.report(d),
    damaged: instance.damaged,
  });
  for (const [key, setting] of reader.entries("vars"))
    reader.note(`vars.${key}`, setting, JSON.stringify(setting.mark.value));
  const work = readWork(reader, documents.files);
  const dirName = readDirName(reader, name);
  const identity = readIdentity(reader);
  const relations = readRelations(reader);
  const [description, movedFrom] = [reader.text("description"), reader.text("moved-from")];
  const service = {
    name,
    dirName,
    work: work ?? UNREADABLE,
    enabled: reader.flag("enabled") ?? true,
    essential: reader.flag("essential") ?? false,
    main: reader.flag("main") ?? false,
    docs: reader.texts("docs") ?? [],
    wrapper: reader.argv("wrapper") ?? [],
    identity,
    ...readPrivileges(reader),
    ...readEnvironment(reader),
    dirs: readDirs(reader, identity),
    limits: readLimits(reader),
    ...readTimes(reader),
    hooks: readHooks(reader),
    targetFiles: readTargetFiles(reader),
    ...(description !== undefined && { description }),
    ...(movedFrom !== undefined && { movedFrom }),
    ...UNLINKED,
    provides: relations.provides.map((r) => r.name),
    ...readLogOf(reader, { work, dirName, declared: instance.declaresLog }),
    origins: reader.origins,
    effective: reader.effective,
  };
  const template = instance.instance === undefined ? undefined : name.slice(0, -instance.instance.length);
  return { service, relations, place: instance.place, ...(template !== undefined && { template }) };
}

/** What only the services together say. */
const UNLINKED = { dependsOn: [], wants: [], after: [], before: [], conflicts: [], partOf: [] };

function readTimes(
  reader: Reader,
): Partial<Pick<Service, "ready" | "health" | "restart" | "stop" | "reload" | "control">> {
  if (!reader.hasAny(TIMES)) return {};
  return defined({
    ready: readReady(reader),
    health: readHealth(reader),
    restart: readRestart(reader),
    stop: readStop(reader),
    reload: readReload(reader),
    control: readControl(reader),
  });
}

const TIMES: ReadonlySet<string> = new Set(["ready", "health", "restart", "stop", "reload", "control"]);

/** `[vars]` as text; never expanded themselves. */
function varsOf(root: Setting): ReadonlyMap<string, string> {
  const vars = new Map<string, string>();
  for (const [name, { mark }] of root.keys?.get("vars")?.keys ?? []) vars.set(name, String(mark.value));
  return vars;
}

function readDirName(reader: Reader, name: string): string {
  const setting = reader.at("dir-name");
  const dirName = reader.text("dir-name") ?? name;
  const wrong = setting === undefined ? undefined : wrongName(dirName);
  if (setting !== undefined && wrong !== undefined)
    reader.wrong(setting, { code: "E0205", message: wrong, help: NAME_HELP });
  return dirName;
}

interface LogContext {
  readonly work: Work | undefined;
  readonly dirName: string;
  readonly declared: boolean;
}

/** The seed's rule for hand-written directories: their own `log/` stays, a file `log` means no logger. */
function readLogOf(reader: Reader, { work, dirName, declared }: LogContext): Pick<Service, "log"> {
  const own: OwnLog = work?.kind === "service-dir" ? ownLogOf(work.files) : undefined;
  const setting = reader.at("log");
  if (own !== undefined && declared && setting !== undefined) {
    const message =
      own === "dir" ? "the directory brings its own `log/`" : "the directory's file `log` says: no logger";
    reader.wrong(
      setting,
      { code: "E0213", message, help: "remove [log], or that entry of the directory" },
      setting.keyPlace(),
    );
  }
  if (own === "dir") return {};
  if (own === "file") return { log: { ...readLog(reader, dirName), to: { kind: "none" } } };
  return { log: readLog(reader, dirName, work?.kind === "bundle" ? { kind: "none" } : undefined) };
}
