/**
 * A hand-written service directory, taken byte for byte: every file of it but `supervise/`, which belongs to whoever
 * supervises. A link that leaves the directory is replaced by the file it names, since the directory will be copied.
 */
import type { FileEntry, ProjectFiles } from "./project-files.ts";
import type { Reader } from "./reader.ts";
import type { AdoptedFile, Work } from "./service.ts";
import type { Setting } from "./setting.ts";

/** What a directory says about its own logging: a folder `log/`, a file `log` (no logger, says the seed), or nothing. */
export type OwnLog = "dir" | "file" | undefined;

/** The work of a service with `service-dir`, or undefined after reporting why there is none. */
export function adopt(reader: Reader, files: ProjectFiles): Work | undefined {
  const setting = reader.at("service-dir");
  const written = reader.text("service-dir");
  if (setting === undefined || written === undefined) return undefined;
  const path = plainPath(written);
  if (path === undefined)
    return refuse(
      reader,
      setting,
      `\`${written}\` leaves the project folder`,
      "paths are relative to the folder of svforge.toml",
    );
  try {
    const adopted = filesBelow(files, path, "", 0);
    if (adopted === undefined)
      return refuse(
        reader,
        setting,
        `there is no folder \`${path}\``,
        "paths are relative to the folder of svforge.toml",
      );
    if (!adopted.some((f) => f.path === "run" && f.kind !== "dir"))
      return refuse(
        reader,
        setting,
        `\`${path}\` has no file \`run\``,
        "a service directory starts its daemon with an executable file `run`",
      );
    return { kind: "service-dir", path, files: adopted };
  } catch (error) {
    return refuse(
      reader,
      setting,
      `\`${path}\` cannot be read: ${error instanceof Error ? error.message : error}`,
    );
  }
}

/** What `files` of an adopted directory say about logging. */
export function ownLogOf(files: readonly AdoptedFile[]): OwnLog {
  const log = files.find((f) => f.path === "log");
  if (log === undefined) return undefined;
  return log.kind === "file" ? "file" : "dir";
}

/** A path inside the project without `.` and `..`; undefined when it leaves the folder. */
export function plainPath(path: string): string | undefined {
  if (path.startsWith("/")) return undefined;
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts.length === 0 ? undefined : parts.join("/");
}

const DEPTH_LIMIT = 32;
const NOT_ADOPTED = new Set(["supervise", "log/supervise"]);

function filesBelow(
  files: ProjectFiles,
  root: string,
  below: string,
  depth: number,
): AdoptedFile[] | undefined {
  const entries = files.list(below === "" ? root : `${root}/${below}`);
  if (entries === undefined) return undefined;
  if (depth > DEPTH_LIMIT) throw new Error(`more than ${DEPTH_LIMIT} folders deep`);
  return entries.flatMap((entry) => {
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    if (NOT_ADOPTED.has(path)) return [];
    if (entry.kind !== "dir") return [adoptedFile(files, root, path, entry)];
    return [{ path, kind: "dir" as const }, ...(filesBelow(files, root, path, depth + 1) ?? [])];
  });
}

function adoptedFile(files: ProjectFiles, root: string, path: string, entry: FileEntry): AdoptedFile {
  if (entry.kind === "symlink") return adoptedLink(files, root, path);
  const content = entry.kind === "file" ? files.read(`${root}/${path}`) : undefined;
  if (content === undefined) throw new Error(`${path} is neither a file nor a folder nor a link`);
  return { path, kind: "file", executable: entry.executable, content };
}

function adoptedLink(files: ProjectFiles, root: string, path: string): AdoptedFile {
  const target = files.readlink(`${root}/${path}`) ?? "";
  if (target.startsWith("/")) return { path, kind: "symlink", target };
  const full = plainPath(`${root}/${path}/../${target}`);
  if (full?.startsWith(`${root}/`)) return { path, kind: "symlink", target };
  const content = full === undefined ? undefined : files.read(full);
  if (full === undefined || content === undefined)
    throw new Error(`${path} links to ${target}, which is no file of the project`);
  const folder = files.list(full.includes("/") ? full.slice(0, full.lastIndexOf("/")) : ".");
  const name = full.slice(full.lastIndexOf("/") + 1);
  const executable = folder?.find((f) => f.name === name)?.executable ?? false;
  return { path, kind: "file", executable, content };
}

function refuse(reader: Reader, setting: Setting, message: string, help?: string): undefined {
  reader.wrong(setting, help === undefined ? { code: "E0210", message } : { code: "E0210", message, help });
  return undefined;
}
