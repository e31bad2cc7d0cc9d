/** What the process finds in its environment: `[env]` verbatim, files, what passes through, secrets by path. */
import type { Reader } from "../reader.ts";
import type { EnvFile, Secret, Service } from "../service.ts";
import type { Setting } from "../setting.ts";

export type Environment = Pick<Service, "env" | "envFiles" | "envDirs" | "passEnv" | "clearEnv" | "secrets">;

/** Everything about the environment; a name that cannot be one is reported and left out. */
export function readEnvironment(reader: Reader): Environment {
  const passEnv = reader.texts("pass-env");
  return {
    env: readEnv(reader),
    envFiles: readEnvFiles(reader, "env-file"),
    envDirs: readEnvFiles(reader, "env-dir"),
    ...(passEnv && { passEnv }),
    clearEnv: reader.flag("clear-env") ?? false,
    secrets: readSecrets(reader),
  };
}

function readEnv(reader: Reader): readonly (readonly [string, string])[] {
  const env: (readonly [string, string])[] = [];
  for (const [name, setting] of reader.entries("env")) {
    const isName = checkName(reader, name, setting);
    const flag = typeof setting.mark.value === "boolean" ? String(setting.mark.value) : undefined;
    if (flag !== undefined) reader.note(`env.${name}`, setting, JSON.stringify(flag));
    const value = flag ?? reader.verbatim(`env.${name}`, setting);
    if (isName && value !== undefined) env.push([name, value]);
  }
  return env.sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The name becomes a file of an environment directory and a word before `=`. */
function checkName(reader: Reader, name: string, setting: Setting): boolean {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return true;
  const message = `${JSON.stringify(name)} is not the name of a variable`;
  reader.wrong(
    setting,
    { code: "E0105", message, help: "letters, digits and _, no digit first" },
    setting.keyPlace(),
  );
  return false;
}

function readEnvFiles(reader: Reader, key: "env-file" | "env-dir"): readonly EnvFile[] {
  const setting = reader.at(key);
  if (setting === undefined) return [];
  const value = setting.mark.value;
  const items = Array.isArray(value) ? value : [value];
  const files = items.flatMap((item) => envFile(reader, item, { key, setting }));
  reader.note(
    key,
    setting,
    JSON.stringify(files.map((f) => (f.optional ? { path: f.path, optional: true } : f.path))),
  );
  return files;
}

function envFile(
  reader: Reader,
  item: unknown,
  { key, setting }: { key: string; setting: Setting },
): EnvFile[] {
  const table =
    typeof item === "object" && item !== null ? (item as Record<string, unknown>) : { path: item };
  const path = reader.absolute(table.path, key, setting);
  return path === undefined ? [] : [{ path, optional: table.optional === true }];
}

function readSecrets(reader: Reader): readonly Secret[] {
  const secrets: Secret[] = [];
  for (const [name, setting] of reader.entries("secrets")) {
    const isName = checkName(reader, name, setting);
    const path = `secrets.${name}`;
    const file = reader.path(`${path}.file`);
    const mode = reader.word<Secret["mode"]>(`${path}.mode`) ?? "path";
    if (isName && file !== undefined) secrets.push({ name, file, mode });
  }
  return secrets.sort((a, b) => (a.name < b.name ? -1 : 1));
}
