/** `[control]` for suites whose supervisor knows nothing of it: owner and modes of `supervise/`, set at each start. */
import { shQuote } from "./sh-quote.ts";
import type { Unit } from "./unit.ts";

/**
 * `control` writable: may control it. `ok` writable: may ask (asking opens it for writing). The folder only lets them
 * through; it stays root's, for who owns it could put other files in their place.
 */
export function delegationLines({ service: { control } }: Unit): readonly string[] {
  if (control === undefined) return [];
  const { user, group, status } = control;
  const lines: string[] = [];
  if (user !== undefined || group !== undefined) {
    const owner = group === undefined ? (user ?? "") : `${user ?? ""}:${group}`;
    lines.push(`chown ${shQuote(owner)} supervise/control supervise/ok || exit 111`);
  }
  const write = group === undefined ? "600" : "660";
  const ask = status === "all" ? "666" : write;
  return [
    ...lines,
    `chmod ${write} supervise/control && chmod ${ask} supervise/ok || exit 111`,
    `chmod ${status === "all" ? "755" : "711"} supervise || exit 111`,
  ];
}
