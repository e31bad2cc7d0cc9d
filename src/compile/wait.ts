/**
 * Waiting for other services from inside `run`, where the supervisor cannot: bounded, and a failed wait ends the
 * start with 111, so that the supervisor tries again. A service that is wanted but absent, or does not come up, holds
 * nobody back. Neighbours are reached as `../NAME`: every suite starts `run` in its own directory of the scan folder.
 */
import type { Duration, Service } from "../declare/service.ts";
import type { Wait } from "./graph.ts";
import { probeLine } from "./probe.ts";
import { shQuote } from "./sh-quote.ts";
import type { Unit } from "./unit.ts";

/** What `sv` waits when nobody says otherwise; used for every bounded wait without a declared timeout. */
const DEFAULT_SECONDS = 7;
/** A start is tried again after a wait that failed, so longer than this only hides the reason. */
const LONGEST_SECONDS = 3600;

/** runit and busybox: `sv start` brings it up and waits for its `check`, as runit's documentation does it. */
export function svWaits(unit: Unit): readonly string[] {
  return waitsOf(unit).flatMap(({ service, kind, condition }) => {
    const dir = neighbour(service);
    if (kind === "wants") return [`[ ! -d ${dir} ] || sv -w ${DEFAULT_SECONDS} start ${dir} >/dev/null || :`];
    if (kind === "after") return [`[ ! -d ${dir} ] || sv -w ${DEFAULT_SECONDS} check ${dir} >/dev/null || :`];
    if (condition === "started" && service.ready !== undefined)
      return loop({ start: `sv up ${dir} >/dev/null`, test: `grep -q ^run ${dir}/supervise/stat`, service });
    return [`sv -w ${secondsFor(service)} start ${dir} >/dev/null || ${failure(service)}`];
  });
}

/** daemontools has no probe and no waiting command: `svstat` is asked once a second, and the probe after it. */
export function svstatWaits(unit: Unit): readonly string[] {
  return waitsOf(unit).flatMap(({ service, kind, condition }) => {
    const dir = neighbour(service);
    if (kind === "after") {
      const why = `it has no way to wait for \`${service.name}\` without starting it`;
      unit.refuse({ key: "after", why, instead: "`wants`" });
      return [];
    }
    const up = `svstat ${dir} | grep -q ': up ('`;
    const probe =
      condition === "started" || service.ready === undefined ? undefined : probeLine(service.ready.probe);
    const test = probe === undefined ? up : `${up} && { ${probe}; }`;
    const soft = kind === "wants";
    const lines = loop({ start: `svc -u ${dir}`, test, service, soft });
    return soft ? [`if [ -d ${dir} ]; then`, ...lines.map((l) => `  ${l}`), "fi"] : lines;
  });
}

/** s6: its own event mechanism, without polling. `isNotifying` tells whether a service reports readiness. */
export function s6Waits(unit: Unit, isNotifying: (service: Service) => boolean): readonly string[] {
  return waitsOf(unit).map(({ service, kind, condition }) => {
    const dir = neighbour(service);
    const event = condition !== "started" && isNotifying(service) ? "-U" : "-u";
    const soft = `s6-svwait ${event} -t ${DEFAULT_SECONDS * 1000} ${dir}`;
    if (kind === "wants") return `[ ! -d ${dir} ] || { s6-svc -u ${dir} && ${soft}; } || :`;
    if (kind === "after") return `[ "$(s6-svstat -o wantedup ${dir} 2>/dev/null)" != true ] || ${soft} || :`;
    return `s6-svc -u ${dir} && s6-svwait ${event} -t ${secondsFor(service) * 1000} ${dir} || ${failure(service)}`;
  });
}

/** What there is to wait for; conditions no suite but the builtin runtime knows are refused. */
function waitsOf(unit: Unit): readonly Wait[] {
  const waits = unit.graph.waits(unit.service);
  for (const { service, condition, restart } of waits) {
    const key = `depends-on.${service.name}`;
    if (restart) unit.refuse({ key: `${key}.restart`, instead: "target builtin" });
    if (condition === "completed" && service.work.kind !== "oneshot")
      unit.refuse({ key: `${key}.condition`, why: "only a oneshot completes", instead: "target builtin" });
  }
  return waits;
}

interface Loop {
  readonly start: string;
  readonly test: string;
  readonly service: Service;
  /** Go on without it. */
  readonly soft?: boolean;
}

function loop({ start, test, service, soft = false }: Loop): readonly string[] {
  const seconds = soft ? DEFAULT_SECONDS : secondsFor(service);
  return [
    start,
    "_n=0",
    `until ${test}; do`,
    `  [ $((_n += 1)) -le ${seconds} ] || ${soft ? "break" : failure(service)}`,
    "  sleep 1",
    "done",
  ];
}

function neighbour(service: Service): string {
  return shQuote(`../${service.dirName}`);
}

function failure(service: Service): string {
  return `{ echo ${shQuote(`${service.name} is not ready`)} >&2; exit 111; }`;
}

function secondsFor({ ready }: Service): number {
  return ready === undefined ? DEFAULT_SECONDS : wholeSeconds(ready.timeoutMs);
}

function wholeSeconds(duration: Duration): number {
  return duration === "infinity"
    ? LONGEST_SECONDS
    : Math.min(LONGEST_SECONDS, Math.max(1, Math.ceil(duration / 1000)));
}
