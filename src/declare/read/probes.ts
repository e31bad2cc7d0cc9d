/** `[ready]` and `[health]`: how to see that a service does its work. */
import type { Reader } from "../reader.ts";
import type { Health, Probe, Ready } from "../service.ts";

/** Undefined without `[ready]`: started is ready. */
export function readReady(reader: Reader): Ready | undefined {
  if (!reader.has("ready")) return undefined;
  const probe = readProbe(reader, "ready");
  const times = {
    intervalMs: reader.milliseconds("ready.interval") ?? 1000,
    timeoutMs: reader.duration("ready.timeout") ?? 60_000,
  };
  return probe && { probe, ...times };
}

/** Undefined without `[health]`: nothing looks. */
export function readHealth(reader: Reader): Health | undefined {
  if (!reader.has("health")) return undefined;
  const probe = readProbe(reader, "health");
  const times = {
    intervalMs: reader.milliseconds("health.interval") ?? 30_000,
    timeoutMs: reader.milliseconds("health.timeout") ?? 5000,
    retries: reader.integer("health.retries") ?? 3,
  };
  return probe === undefined || probe.kind === "fd" || probe.kind === "notify"
    ? undefined
    : { probe, ...times };
}

const KINDS = ["fd", "notify", "command", "tcp", "http", "path"] as const;

function readProbe(reader: Reader, table: "ready" | "health"): Probe | undefined {
  const setting = reader.at(table);
  if (setting === undefined) return undefined;
  const chosen = KINDS.filter((kind) => setting.keys?.has(kind));
  const [first, second] = chosen;
  if (first === undefined) {
    const help = `one of ${KINDS.filter((k) => table === "ready" || (k !== "fd" && k !== "notify")).join(", ")}`;
    reader.missing(setting, { code: "E0102", message: `[${table}] says nothing to look at`, help });
    return undefined;
  }
  const [probe] = chosen.map((kind) => readKind(reader, table, kind));
  const other = second === undefined ? undefined : reader.at(`${table}.${second}`);
  if (other !== undefined) {
    const message = `both \`${first}\` and \`${second}\` in [${table}]`;
    reader.wrong(other, { code: "E0201", message, help: "keep one of them" }, other.keyPlace());
    return undefined;
  }
  return probe;
}

function readKind(reader: Reader, table: string, kind: (typeof KINDS)[number]): Probe | undefined {
  const path = `${table}.${kind}`;
  switch (kind) {
    case "fd": {
      const fd = reader.integer(path);
      return fd === undefined ? undefined : { kind, fd };
    }
    case "notify":
      return reader.word(path) === undefined ? undefined : { kind };
    case "command": {
      const argv = reader.argv(path);
      return argv && { kind, argv };
    }
    case "tcp":
      return readTcp(reader, path);
    case "http": {
      const url = reader.text(path);
      if (url === undefined) return undefined;
      if (/^http:\/\/[^/\0\s]+(\/[^\0\s]*)?$/.test(url) && URL.canParse(url)) return { kind, url };
      return refuse(reader, path, "an http:// address", 'for example "http://127.0.0.1:8080/healthz"');
    }
    case "path": {
      const file = reader.path(path);
      return file === undefined ? undefined : { kind, path: file };
    }
  }
}

function readTcp(reader: Reader, path: string): Probe | undefined {
  const text = reader.text(path);
  if (text === undefined) return undefined;
  const match = /^(?:(?:\[([\da-fA-F:.]+)\]|([^\s:[\]]+)):)?(\d{1,5})$/.exec(text);
  const port = Number(match?.[3]);
  if (!(port >= 1 && port <= 65535))
    return refuse(reader, path, "a host and port", 'for example "127.0.0.1:8080" or "8080"');
  return { kind: "tcp", host: match?.[1] ?? match?.[2] ?? "127.0.0.1", port };
}

function refuse(reader: Reader, path: string, what: string, help: string): undefined {
  const setting = reader.at(path);
  if (setting !== undefined)
    reader.wrong(setting, { code: "E0105", message: `\`${path}\` is not ${what}`, help });
  return undefined;
}
