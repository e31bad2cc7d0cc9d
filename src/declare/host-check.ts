/** Whether a host has what the declarations name: accounts, programs, files, zstd. The facts come in as answers. */
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Service, TargetName } from "./service.ts";

export interface HostFacts {
  /** How the host is called in messages. */
  readonly name: string;
  /** Names or numbers. */
  hasUser(user: string): boolean;
  hasGroup(group: string): boolean;
  kindOf(path: string): "file" | "executable" | "dir" | "other" | undefined;
  /** Whether the Node that svforge's log engine runs on can write zstd. */
  hasZstd(): boolean;
}

interface Question {
  readonly key: string;
  readonly missing: string | undefined;
  readonly severity: Diagnostic["severity"];
  readonly help?: string;
}

/** Findings about `services`, compiled for `target`, on that host, each at the key that names what is missing. */
export function checkHost(
  { services, target }: { readonly services: readonly Service[]; readonly target: TargetName },
  facts: HostFacts,
): readonly Diagnostic[] {
  return services.flatMap((service) =>
    [...accounts(service, facts), ...paths(service, facts), zstd(service, target, facts)].flatMap(
      ({ key, missing, severity, help }) => {
        const place = service.origins.get(key);
        if (missing === undefined) return [];
        const code = severity === "error" ? "E0401" : "W0402";
        const message = `\`${service.name}\`: ${missing} on ${facts.name}`;
        const places = place === undefined ? [] : [place];
        return [{ code, severity, message, places, ...(help !== undefined && { help }) }];
      },
    ),
  );
}

/** Other targets compress with a program of the host. */
function zstd({ log }: Service, target: TargetName, facts: HostFacts): Question {
  const writes = target === "builtin" && log?.to.kind === "dir" && log.compress === "zstd";
  return {
    key: "log.compress",
    severity: "warning",
    missing: writes && !facts.hasZstd() ? "Node cannot write zstd" : undefined,
    help: 'Node 22.15 or later can; use "gzip", which is what is written until then',
  };
}

function accounts(service: Service, facts: HostFacts): readonly Question[] {
  const { identity, log, control, dirs } = service;
  const user = (key: string, name: string | undefined): Question => ({
    key,
    severity: "error",
    missing: name === undefined || facts.hasUser(name) ? undefined : `there is no user \`${name}\``,
  });
  const group = (key: string, name: string | undefined): Question => ({
    key,
    severity: "error",
    missing: name === undefined || facts.hasGroup(name) ? undefined : `there is no group \`${name}\``,
  });
  return [
    user("user", identity.user),
    group("group", identity.group),
    ...(identity.groups ?? []).map((name) => group("groups", name)),
    user("log.user", log?.user),
    group("log.group", log?.group),
    user("control.user", control?.user),
    group("control.group", control?.group),
    ...dirs.flatMap((d) => [
      user(`dirs.${d.purpose}.owner`, d.owner === identity.user ? undefined : d.owner),
      group(`dirs.${d.purpose}.group`, d.group === identity.group ? undefined : d.group),
    ]),
  ];
}

function paths(service: Service, facts: HostFacts): readonly Question[] {
  const { work, wrapper, chroot, workingDir, envFiles, envDirs, secrets } = service;
  const inside = chroot === undefined && wrapper.length === 0;
  const program = work.kind === "command" ? work.argv[0] : work.kind === "oneshot" ? work.up[0] : undefined;
  return [
    ...(inside && program?.startsWith("/")
      ? [runs(work.kind === "command" ? "command" : "up", program, facts)]
      : []),
    ...(wrapper[0]?.startsWith("/") ? [runs("wrapper", wrapper[0], facts)] : []),
    ...(inside && workingDir !== undefined ? [is("working-dir", workingDir, "dir", facts)] : []),
    ...(chroot === undefined ? [] : [is("chroot", chroot, "dir", facts)]),
    ...envFiles.filter((f) => !f.optional).map((f) => is("env-file", f.path, "file", facts)),
    ...envDirs.filter((f) => !f.optional).map((f) => is("env-dir", f.path, "dir", facts)),
    ...secrets.map((s) => is(`secrets.${s.name}.file`, s.file, "file", facts)),
  ];
}

function runs(key: string, path: string, facts: HostFacts): Question {
  const kind = facts.kindOf(path);
  const missing = kind === undefined ? `there is no \`${path}\`` : `\`${path}\` cannot be executed`;
  return { key, severity: "warning", missing: kind === "executable" ? undefined : missing };
}

function is(key: string, path: string, wanted: "file" | "dir", facts: HostFacts): Question {
  const kind = facts.kindOf(path);
  const good = wanted === "dir" ? kind === "dir" : kind === "file" || kind === "executable";
  const what = wanted === "dir" ? "folder" : "file";
  return { key, severity: "warning", missing: good ? undefined : `there is no ${what} \`${path}\`` };
}
