/**
 * Reads the text of a `service.json` strictly: an unknown key or a value of the wrong kind is a problem with its key,
 * and then there is no value at all. A hostile owner of a service directory can write anything here.
 */
import {
  type Check,
  choice,
  flag,
  listOf,
  must,
  nullable,
  object,
  type Problem,
  text,
  whole,
  word,
} from "./json-shape.ts";
import { SERVICE_JSON_FORMAT, type ServiceJson } from "./service-json.ts";
import { signalName } from "./signals.ts";

export type DecodedServiceJson =
  | { readonly value: ServiceJson; readonly problems: readonly [] }
  | { readonly value?: never; readonly problems: readonly [Problem, ...Problem[]] };

/** The value, or every problem of the text. */
export function decodeServiceJson(json: string): DecodedServiceJson {
  const problems: Problem[] = [];
  let value: unknown;
  try {
    value = JSON.parse(json);
    SERVICE(value, "", problems);
  } catch {
    problems.push({ key: "", reason: "must be JSON" });
  }
  const [first, ...rest] = problems;
  if (first !== undefined) return { problems: [first, ...rest] };
  return { value: value as ServiceJson, problems: [] };
}

const ms = whole(0);
const interval = whole(1);
const argv: Check = (value, key, problems) => {
  argument(value, key, problems);
  if (Array.isArray(value) && value[0] === "")
    problems.push({ key: `${key}[0]`, reason: "must not be empty" });
};
const argument = listOf(
  must("a text without NUL", (v) => typeof v === "string" && !v.includes("\0")),
  1,
);
const commands = listOf(argv);
/** A name is an entry of a scan directory: never a path, never a dot-name. */
const name = must(
  "the name of a service",
  (v) => typeof v === "string" && v !== "" && !v.startsWith(".") && !/[/\0\n\p{Surrogate}]/u.test(v),
);
const names = listOf(name);
const signal = must("a signal name without SIG", (v) => typeof v === "string" && signalName(v) === v);
const path = must("an absolute path", (v) => typeof v === "string" && v.startsWith("/") && !v.includes("\0"));

const PROBES: Readonly<Record<string, Check>> = {
  fd: whole(3, 1023),
  notify: word("systemd"),
  command: argv,
  tcp: object({ host: text, port: whole(1, 65535) }),
  http: must(
    "an http:// address",
    (v) => typeof v === "string" && /^http:\/\/[^/\0\s]+(\/[^\0\s]*)?$/.test(v) && URL.canParse(v),
  ),
  path: text,
};
const { fd: _fd, notify: _notify, ...HEALTH_PROBES } = PROBES;

const dependency = object(
  { service: name, condition: word("ready", "started", "completed") },
  { restart: flag },
);

const restart = object(
  {
    policy: word("always", "on-failure", "never"),
    "delay-ms": ms,
    "max-delay-ms": ms,
    "window-ms": ms,
    "reset-after-ms": ms,
    "success-codes": listOf(whole(0, 255)),
    "on-give-up": word("stop", "exit"),
  },
  { "max-attempts": whole(1) },
);

const stop = object(
  { signal, "timeout-ms": nullable(ms), kill: word("group", "process") },
  { command: argv },
);

const log = object(
  {
    to: choice({ dir: path, syslog: text, service: name }),
    timestamp: word("tai64n", "iso", "none"),
    "max-size": whole(0),
    keep: whole(0),
  },
  {
    user: text,
    group: text,
    mode: must("an octal mode", (v) => typeof v === "string" && /^0?[0-7]{3,4}$/.test(v)),
    prefix: must("a text without line breaks", (v) => typeof v === "string" && !/[\n\0]/.test(v)),
    "max-total": whole(0),
    "rotate-every-ms": interval,
    compress: word("gzip", "zstd"),
    processor: argv,
    filter: listOf(must("a pattern beginning with + or -", (v) => typeof v === "string" && /^[+-]/.test(v))),
    stderr: word("merge", "separate", "inherit"),
    "on-full": word("block", "drop-oldest"),
  },
);

const SERVICE = object(
  { format: word(SERVICE_JSON_FORMAT) },
  {
    type: word("daemon", "oneshot"),
    "depends-on": listOf(dependency),
    wants: names,
    after: names,
    conflicts: names,
    "part-of": names,
    main: flag,
    ready: choice(PROBES, { "interval-ms": interval, "timeout-ms": nullable(ms) }),
    health: choice(HEALTH_PROBES, { "interval-ms": interval, "timeout-ms": interval, retries: whole(1) }),
    restart,
    stop,
    reload: choice({ signal, command: argv }),
    hooks: object({}, { "post-ready": commands, "pre-stop": commands, "on-fail": commands }),
    control: object({}, { user: text, group: text, status: word("owner", "all") }),
    stdout: word("inherit", "null"),
    log,
  },
);
