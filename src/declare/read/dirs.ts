/** `[dirs]`: directories made before the first start, each below the place its purpose has. */
import type { Reader } from "../reader.ts";
import type { Directory, Identity } from "../service.ts";

const PLACES = {
  runtime: "/run",
  state: "/var/lib",
  cache: "/var/cache",
  logs: "/var/log",
  config: "/etc",
} as const;

/** The owner is the service's own user where none is given, except for `config`, which the service only reads. */
export function readDirs(reader: Reader, identity: Identity): readonly Directory[] {
  const dirs: Directory[] = [];
  if (!reader.has("dirs")) return dirs;
  for (const purpose of Object.keys(PLACES) as Directory["purpose"][]) {
    const path = readPath(reader, purpose);
    const owned = purpose === "config" ? {} : identity;
    const owner = reader.text(`dirs.${purpose}.owner`) ?? owned.user;
    const group = reader.text(`dirs.${purpose}.group`) ?? owned.group;
    const mode = reader.mode(`dirs.${purpose}.mode`) ?? 0o755;
    const keep = reader.flag(`dirs.${purpose}.keep`) ?? purpose !== "runtime";
    if (path === undefined) continue;
    dirs.push({
      purpose,
      path,
      ...(owner !== undefined && { owner }),
      ...(group !== undefined && { group }),
      mode,
      keep,
    });
  }
  return dirs;
}

function readPath(reader: Reader, purpose: Directory["purpose"]): string | undefined {
  const key = `dirs.${purpose}`;
  const setting = reader.at(key);
  if (setting === undefined) return undefined;
  const inTable = setting.keys !== undefined;
  const path = inTable ? reader.path(`${key}.path`) : undefined;
  const name = inTable ? reader.text(`${key}.name`) : reader.text(key);
  if ((path === undefined) === (name === undefined)) {
    const problem = { code: "E0102", message: `\`${key}\` needs either \`name\` or \`path\`` };
    if (!inTable || setting.keys?.has("path") === setting.keys?.has("name"))
      reader.wrong(setting, problem, setting.keyPlace());
    return undefined;
  }
  if (path !== undefined) return path;
  return name === undefined || !checkName(reader, key, name) ? undefined : `${PLACES[purpose]}/${name}`;
}

function checkName(reader: Reader, key: string, name: string): boolean {
  if (!name.startsWith("/") && name.split("/").every((part) => part !== "" && part !== "." && part !== ".."))
    return true;
  const setting = reader.at(`${key}.name`) ?? reader.at(key);
  const help = 'a relative name such as "nginx"; an absolute path goes into `path`';
  if (setting !== undefined)
    reader.wrong(setting, {
      code: "E0105",
      message: `${JSON.stringify(name)} is not a directory's name`,
      help,
    });
  return false;
}
