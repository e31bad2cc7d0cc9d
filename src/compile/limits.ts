/**
 * Resource limits. `softlimit` and `chpst` clamp a value above the hard limit without a word, so they are not used:
 * `prlimit` (util-linux) sets soft and hard exactly or fails, and is a word of the chain. Where there is no prlimit
 * (busybox) the shell's `ulimit` does it, for the kinds whose letter and unit every shell agrees on.
 */
import type { Limit, LimitName, LimitValue } from "../declare/service.ts";
import type { Unit } from "./unit.ts";

/** `prlimit --nofile=1024:2048 …`, in the order of declaration; nothing when no limit is declared. */
export function prlimitWords({ service }: Unit): readonly string[] {
  if (service.limits.length === 0) return [];
  return ["prlimit", ...service.limits.map(([name, limit]) => `--${name}=${prlimitValue(name, limit)}`)];
}

/** prlimit's `SOFT:HARD`; an empty side stays as it is. The hard limit of the moment is asked for when wanted. */
function prlimitValue(name: LimitName, { soft, hard }: Limit): string {
  if (soft === hard && soft !== "hard") return `${soft}`;
  const softText = soft === "hard" ? (hard === "hard" ? hardOfTheMoment(name) : `${hard}`) : `${soft}`;
  return `${softText}:${hard === "hard" ? "" : hard}`;
}

function hardOfTheMoment(name: LimitName): string {
  return `"$(prlimit --pid $$ --raw --noheadings --output HARD --${name})"`;
}

interface Letter {
  readonly option: string;
  /** Bytes per unit of `ulimit`; undefined: only 0 and unlimited mean the same in every shell. */
  readonly unit?: number;
}

/** Letters that dash, bash and busybox ash share (features of each shell differ for all others). */
const LETTERS: Partial<Record<LimitName, Letter>> = {
  as: { option: "-v", unit: 1024 },
  core: { option: "-c" },
  cpu: { option: "-t", unit: 1 },
  data: { option: "-d", unit: 1024 },
  fsize: { option: "-f" },
  memlock: { option: "-l", unit: 1024 },
  nofile: { option: "-n", unit: 1 },
  rss: { option: "-m", unit: 1024 },
  rtprio: { option: "-r", unit: 1 },
  stack: { option: "-s", unit: 1024 },
};

/** `ulimit` lines, one limit each, every one of them checked. Refuses what a shell cannot say exactly. */
export function ulimitLines(unit: Unit): readonly string[] {
  return unit.service.limits.flatMap(([name, limit]) => {
    const lines = ulimitOf(name, limit);
    if (lines !== undefined) return lines;
    unit.refuse({
      key: `limits.${name}`,
      why: "no shell's ulimit says it the same way everywhere",
      instead: "target builtin or runit, which have prlimit; or `wrapper` with a tool of the host",
    });
    return [];
  });
}

/**
 * Without -S or -H both are set in one call. Otherwise the soft limit is lowered first, because a hard limit cannot go
 * below it; that line may fail (the hard limit may have to rise first), the last two may not.
 */
function ulimitOf(name: LimitName, { soft, hard }: Limit): readonly string[] | undefined {
  const letter = LETTERS[name];
  if (letter === undefined) return undefined;
  const softText = inUnits(letter, soft === "hard" ? hard : soft);
  const hardText = inUnits(letter, hard);
  if (softText === undefined || hardText === undefined) return undefined;
  const both = `ulimit ${letter.option}`;
  const softLine = `ulimit -S ${letter.option}`;
  if (hardText === "hard") {
    const value = softText === "hard" ? `"$(ulimit -H ${letter.option})"` : softText;
    return [`${softLine} ${value} || exit 111`];
  }
  if (softText === hardText) return [`${both} ${hardText} || exit 111`];
  return [
    `${softLine} ${softText} 2>/dev/null || :`,
    `ulimit -H ${letter.option} ${hardText} || exit 111`,
    `${softLine} ${softText} || exit 111`,
  ];
}

function inUnits({ unit }: Letter, value: LimitValue): string | undefined {
  if (value === "unlimited" || value === "hard") return value;
  if (value === 0) return "0";
  if (unit === undefined || value % unit !== 0) return undefined;
  return `${value / unit}`;
}
