/**
 * The environment of a service as shell lines. What is read from files comes first, `[env]` wins over it, secrets come
 * last. No file is ever executed: `env-file` is NAME=VALUE lines, `env-dir` is daemontools' envdir (first line of each
 * file, trailing blanks cut, an empty file removes the variable).
 */
import type { EnvFile, Service } from "../declare/service.ts";
import { shQuote } from "./sh-quote.ts";

const SHELL_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * Names a shell gives a meaning of its own, makes read-only or rewrites, and names that steer the dynamic linker: set
 * early they would act on the root-owned tools of the chain. They travel as arguments of `env`, after the last tool.
 */
const NOT_FOR_EXPORT =
  /^(PATH|IFS|ENV|CDPATH|PWD|OLDPWD|_|OPT(IND|ARG|ERR)|LINENO|P?PID|E?UID|GROUPS|DIRSTACK|FUNCNAME|HIST\w*|RANDOM|SRANDOM|(EPOCH)?SECONDS|EPOCHREALTIME|SHLVL|PS[0-4]|SHELLOPTS|BASH\w*|COMP_\w*|POSIXLY_CORRECT|TMOUT|LD_\w*|GCONV_PATH|GLIBC_TUNABLES|_(name|value|file|line|script|n|delay|started))$/;

/** True when a POSIX shell can `export` the variable without changing itself. */
export function isExportable(name: string): boolean {
  return SHELL_NAME.test(name) && !NOT_FOR_EXPORT.test(name);
}

/** Lines that remove what is not passed on; PATH always stays, because the tools of the chain are found by it. */
export function clearLines(service: Service): readonly string[] {
  if (service.passEnv === undefined && !service.clearEnv) return [];
  const kept = ["PATH", ...(service.passEnv ?? [])];
  if (service.ready?.probe.kind === "notify") kept.push("NOTIFY_SOCKET");
  const patterns = [...new Set(kept)].map((name) => casePattern(name));
  return [
    "for _name in $(env | sed -n 's/^\\([A-Za-z_][A-Za-z0-9_]*\\)=.*/\\1/p'); do",
    `  case $_name in ${patterns.join(" | ")} | UID | EUID | PPID | SHELLOPTS | BASHOPTS) ;; *) unset "$_name" ;; esac`,
    "done",
  ];
}

/** Stars stay stars, everything else is itself. */
function casePattern(name: string): string {
  const parts = name.split("*");
  return parts.length === 1
    ? shQuote(name)
    : parts.map((part) => (part === "" ? "" : shQuote(part))).join("*");
}

/** Lines that export everything an `export` can carry. */
export function exportLines(service: Service): readonly string[] {
  return [
    ...directoryLines(service),
    ...fileLines(service),
    ...service.env
      .filter(([name]) => isExportable(name))
      .map(([name, value]) => `export ${name}=${shQuote(value)}`),
    ...service.secrets.flatMap(({ name, file, mode }) =>
      mode === "path"
        ? [`export ${name}_FILE=${shQuote(file)}`]
        : [`${name}=$(cat ${shQuote(file)}) || exit 111`, `export ${name}`],
    ),
  ];
}

/** The last words of the chain before the command: what `export` cannot carry. Empty when there is nothing. */
export function environmentWords(service: Service): readonly string[] {
  const rest = service.env.filter(([name]) => !isExportable(name)).map(([name, value]) => `${name}=${value}`);
  return rest.length === 0 ? [] : ["env", ...rest.map(shQuote)];
}

/** A variable read from a file may not steer tools that still run as root. */
function isDropping({ identity }: Service): boolean {
  return identity.user !== undefined || identity.group !== undefined;
}

function fileLines(service: Service): readonly string[] {
  if (service.envFiles.length === 0) return [];
  const steering = isDropping(service)
    ? [`      PATH | LD_*) echo "$1: PATH and LD_* belong in [env]" >&2; exit 111 ;;`]
    : [];
  return [
    "env_file() {",
    '  while IFS= read -r _line || [ -n "$_line" ]; do',
    "    case $_line in '' | '#'*) continue ;; esac",
    "    _name=${_line%%=*} _value=${_line#*=}",
    "    case $_name in",
    ...steering,
    `      "$_line" | '' | [!A-Za-z_]* | *[!A-Za-z0-9_]*) echo "$1: not a NAME=VALUE line" >&2; exit 111 ;;`,
    "    esac",
    "    case $_value in \\\"*\\\" | \\'*\\') [ ${#_value} -lt 2 ] || _value=${_value#?} _value=${_value%?} ;; esac",
    '    export "$_name=$_value"',
    '  done <"$1" || exit 111',
    "}",
    ...calls("env_file", "-e", service.envFiles),
  ];
}

function directoryLines(service: Service): readonly string[] {
  if (service.envDirs.length === 0) return [];
  const steering = isDropping(service)
    ? [`      PATH | LD_*) echo "$_file: PATH and LD_* belong in [env]" >&2; exit 111 ;;`]
    : [];
  return [
    "env_dir() {",
    '  [ -r "$1/." ] || { echo "$1: cannot be read" >&2; exit 111; }',
    '  for _file in "$1"/*; do',
    '    [ -e "$_file" ] || continue',
    "    _name=${_file##*/}",
    "    case $_name in",
    ...steering,
    `      [!A-Za-z_]* | *[!A-Za-z0-9_]*) echo "$_file: not the name of a variable" >&2; exit 111 ;;`,
    "    esac",
    '    [ -s "$_file" ] || { unset "$_name"; continue; }',
    "    _value=",
    '    { IFS= read -r _value || [ -n "$_value" ]; } <"$_file" || exit 111',
    '    while [ "$_value" != "${_value%[ \t]}" ]; do _value=${_value%[ \t]}; done',
    '    export "$_name=$_value"',
    "  done",
    "}",
    ...calls("env_dir", "-e", service.envDirs),
  ];
}

function calls(name: string, test: string, files: readonly EnvFile[]): readonly string[] {
  return files.map(({ path, optional }) =>
    optional ? `[ ! ${test} ${shQuote(path)} ] || ${name} ${shQuote(path)}` : `${name} ${shQuote(path)}`,
  );
}
