/** `[limits]`: resource limits in the kernel's units. */
import type { Reader } from "../reader.ts";
import { LIMIT_NAMES, type Limit, type LimitName, type LimitValue } from "../service.ts";
import type { Setting } from "../setting.ts";
import { durationFrom, sizeFrom } from "../units.ts";

const BYTES = new Set<LimitName>(["as", "core", "data", "fsize", "memlock", "msgqueue", "rss", "stack"]);
/** Milliseconds in one unit of the limit. */
const TIMES: Partial<Record<LimitName, number>> = { cpu: 1000, rttime: 0.001 };

/** Limits in the order of their names. One value means soft = hard; a hard limit left out stays what it is. */
export function readLimits(reader: Reader): readonly (readonly [LimitName, Limit])[] {
  const limits: (readonly [LimitName, Limit])[] = [];
  const declared = reader.at("limits")?.keys;
  for (const name of LIMIT_NAMES) {
    const limit = declared?.has(name) ? readLimit(reader, name) : undefined;
    if (limit !== undefined) limits.push([name, limit]);
  }
  return limits;
}

function readLimit(reader: Reader, name: LimitName): Limit | undefined {
  const path = `limits.${name}`;
  const setting = reader.at(path);
  if (setting === undefined) return undefined;
  const limit = setting.keys === undefined ? pairFrom(reader, name, setting) : tableFrom(reader, name);
  if (limit === undefined) return undefined;
  if (order(limit.soft) > order(limit.hard)) {
    const message = `the soft limit of \`${name}\` is above the hard one`;
    reader.wrong(setting, { code: "E0106", message, help: "soft:hard, the smaller first" });
    return undefined;
  }
  reader.note(path, setting, limit.soft === limit.hard ? `${limit.soft}` : `${limit.soft}:${limit.hard}`);
  return limit;
}

function pairFrom(reader: Reader, name: LimitName, setting: Setting): Limit | undefined {
  const text = reader.text(`limits.${name}`);
  const [soft, hard, ...more] = text?.split(":") ?? [];
  if (soft === undefined) return undefined;
  const low = valueFrom(soft, name);
  const high = hard === undefined ? low : valueFrom(hard, name);
  if (low === undefined || high === undefined || more.length > 0) return refuse(reader, name, setting);
  return { soft: low, hard: high };
}

function tableFrom(reader: Reader, name: LimitName): Limit | undefined {
  const path = `limits.${name}`;
  const read = (side: "soft" | "hard"): LimitValue | undefined => {
    const setting = reader.at(`${path}.${side}`);
    if (setting === undefined) return undefined;
    const text = reader.expanded(setting.mark.value, setting);
    if (text === undefined) return undefined;
    return valueFrom(text, name) ?? refuse(reader, name, setting);
  };
  const [soft, hard] = [read("soft"), read("hard")];
  if (soft !== undefined) return { soft, hard: hard ?? "hard" };
  return hard === undefined ? undefined : { soft: hard, hard };
}

function valueFrom(text: string, name: LimitName): LimitValue | undefined {
  if (text === "unlimited" || text === "hard") return text;
  const plain = /^\d+$/.test(text) ? Number(text) : undefined;
  if (plain !== undefined) return Number.isSafeInteger(plain) ? plain : undefined;
  if (BYTES.has(name)) return sizeFrom(text);
  const unit = TIMES[name];
  const duration = unit === undefined ? undefined : durationFrom(text);
  const units = typeof duration === "number" && unit !== undefined ? duration / unit : undefined;
  return Number.isSafeInteger(units) ? units : undefined;
}

function refuse(reader: Reader, name: LimitName, setting: Setting): undefined {
  const unit = BYTES.has(name) ? 'bytes ("10M")' : name in TIMES ? 'a time ("48h")' : "a count";
  const help = `${unit}, "unlimited", "hard", or two of them as "soft:hard"`;
  reader.wrong(setting, { code: "E0105", message: `not a limit for \`${name}\``, help });
  return undefined;
}

const order = (value: LimitValue): number =>
  typeof value === "number" ? value : value === "unlimited" ? Number.POSITIVE_INFINITY : Number.NaN;
