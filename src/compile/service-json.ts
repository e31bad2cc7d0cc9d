/** `service.json` of a compiled directory: what no suite has a file for, in the shape the runtime reads. */
import type { Duration, Health, LogPolicy, Probe, Ready, Restart, Service } from "../declare/service.ts";
import {
  type LogJson,
  type ProbeJson,
  SERVICE_JSON_FORMAT,
  type ServiceJson,
} from "../protocol/service-json.ts";
import { byteOrder } from "./byte-order.ts";
import { octal } from "./directories.ts";
import type { Graph } from "./graph.ts";

/** Undefined when nothing was declared that needs the file. */
export function serviceJson(service: Service, graph: Graph): ServiceJson | undefined {
  const json: Omit<ServiceJson, "format"> = {
    ...(service.work.kind === "oneshot" ? { type: "oneshot" as const } : {}),
    ...relations(service, graph),
    ...(service.main ? { main: true } : {}),
    ...(service.ready === undefined ? {} : { ready: readyJson(service.ready) }),
    ...(service.health === undefined ? {} : { health: healthJson(service.health) }),
    ...(service.restart === undefined ? {} : { restart: restartJson(service.restart) }),
    ...stopJson(service),
    ...(service.reload?.action === undefined ? {} : { reload: service.reload.action }),
    ...hooksJson(service),
    ...(service.control === undefined ? {} : { control: service.control }),
    ...(service.log?.to.kind === "none" ? { stdout: "null" as const } : {}),
  };
  return Object.keys(json).length === 0 ? undefined : { format: SERVICE_JSON_FORMAT, ...json };
}

/** `log/service.json`, where the builtin engine finds its policy. */
export function logServiceJson(policy: LogPolicy, graph: Graph): ServiceJson | undefined {
  const to = destination(policy, graph);
  return to === undefined ? undefined : { format: SERVICE_JSON_FORMAT, log: logJson(policy, to) };
}

/** One member a line where it helps a reader; always the same bytes for the same value. */
export function jsonText(value: ServiceJson): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function relations(service: Service, graph: Graph): Partial<ServiceJson> {
  const waits = graph.waits(service);
  const dirs = (kind: string): string[] => waits.filter((w) => w.kind === kind).map((w) => w.service.dirName);
  const needs = waits
    .filter((w) => w.kind === "needs")
    .map(({ service: { dirName }, condition, restart }) => ({
      service: dirName,
      condition,
      ...(restart ? { restart } : {}),
    }));
  return {
    ...(needs.length === 0 ? {} : { "depends-on": needs }),
    ...unlessEmpty("wants", dirs("wants")),
    ...unlessEmpty("after", dirs("after")),
    ...unlessEmpty("conflicts", dirNames(service.conflicts, graph)),
    ...unlessEmpty("part-of", dirNames(service.partOf, graph)),
  };
}

function dirNames(names: readonly string[], graph: Graph): string[] {
  return graph
    .expand(names)
    .map((s) => s.dirName)
    .sort(byteOrder);
}

function unlessEmpty<K extends string>(
  key: K,
  list: readonly string[],
): Partial<Record<K, readonly string[]>> {
  return list.length === 0 ? {} : ({ [key]: list } as Record<K, readonly string[]>);
}

function probeJson(probe: Probe): ProbeJson {
  switch (probe.kind) {
    case "fd":
      return { fd: probe.fd };
    case "notify":
      return { notify: "systemd" };
    case "command":
      return { command: probe.argv };
    case "tcp":
      return { tcp: { host: probe.host, port: probe.port } };
    case "http":
      return { http: probe.url };
    case "path":
      return { path: probe.path };
  }
}

function readyJson({ probe, intervalMs, timeoutMs }: Ready): NonNullable<ServiceJson["ready"]> {
  return { ...probeJson(probe), "interval-ms": intervalMs, "timeout-ms": milliseconds(timeoutMs) };
}

function healthJson({ probe, intervalMs, timeoutMs, retries }: Health): NonNullable<ServiceJson["health"]> {
  return { ...probeJson(probe), "interval-ms": intervalMs, "timeout-ms": timeoutMs, retries };
}

function restartJson(restart: Restart): NonNullable<ServiceJson["restart"]> {
  const { maxAttempts } = restart;
  return {
    policy: restart.policy,
    "delay-ms": restart.delayMs,
    "max-delay-ms": restart.maxDelayMs,
    ...(maxAttempts === undefined ? {} : { "max-attempts": maxAttempts }),
    "window-ms": restart.windowMs,
    "reset-after-ms": restart.resetAfterMs,
    "success-codes": restart.successCodes,
    "on-give-up": restart.onGiveUp,
  };
}

function stopJson({ stop }: Service): Partial<ServiceJson> {
  if (stop === undefined) return {};
  const { signal, timeoutMs, kill, command } = stop;
  return {
    stop: {
      signal,
      "timeout-ms": milliseconds(timeoutMs),
      kill,
      ...(command === undefined ? {} : { command }),
    },
  };
}

function hooksJson({ hooks }: Service): Partial<ServiceJson> {
  const json = {
    ...(hooks.postReady.length === 0 ? {} : { "post-ready": hooks.postReady }),
    ...(hooks.preStop.length === 0 ? {} : { "pre-stop": hooks.preStop }),
    ...(hooks.onFail.length === 0 ? {} : { "on-fail": hooks.onFail }),
  };
  return Object.keys(json).length === 0 ? {} : { hooks: json };
}

function destination({ to }: LogPolicy, graph: Graph): LogJson["to"] | undefined {
  switch (to.kind) {
    case "dir":
      return { dir: to.dir };
    case "syslog":
      return { syslog: to.address ?? "/dev/log" };
    case "service":
      return { service: graph.expand([to.service])[0]?.dirName ?? to.service };
    default:
      return undefined;
  }
}

function logJson(log: LogPolicy, to: LogJson["to"]): LogJson {
  return {
    to,
    ...(log.user === undefined ? {} : { user: log.user }),
    ...(log.group === undefined ? {} : { group: log.group }),
    ...(log.mode === undefined ? {} : { mode: octal(log.mode) }),
    timestamp: log.timestamp,
    ...(log.prefix === undefined ? {} : { prefix: log.prefix }),
    "max-size": log.maxSizeBytes,
    keep: log.keep,
    ...(log.maxTotalBytes === undefined ? {} : { "max-total": log.maxTotalBytes }),
    ...(log.rotateEveryMs === undefined ? {} : { "rotate-every-ms": log.rotateEveryMs }),
    ...(log.compress === "none" ? {} : { compress: log.compress }),
    ...(log.processor === undefined ? {} : { processor: log.processor }),
    ...(log.filter.length === 0 ? {} : { filter: log.filter }),
    ...(log.stderr === "merge" ? {} : { stderr: log.stderr }),
    ...(log.onFull === "block" ? {} : { "on-full": log.onFull }),
  };
}

function milliseconds(duration: Duration): number | null {
  return duration === "infinity" ? null : duration;
}
