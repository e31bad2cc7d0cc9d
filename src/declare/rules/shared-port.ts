/** A port can be listened on once; two services that say they are ready on the same one cannot both be right. */
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Linked } from "../link.ts";
import type { Service } from "../service.ts";
import { placeOf } from "./place-of.ts";
import { shared } from "./shared.ts";

/** Services behind a `wrapper` may have a network of their own and are not compared. */
export function sharedPort(linked: Linked): readonly Diagnostic[] {
  const plain = linked.services.filter((s) => s.wrapper.length === 0 && s.chroot === undefined);
  return shared(plain, portOf).map(({ value, first, again }) => ({
    code: "W0302",
    severity: "warning",
    message: `\`${again.name}\` and \`${first.name}\` both wait for ${value} to be open`,
    places: [
      ...placeOf(linked, again, "ready.tcp", "ready.http"),
      ...placeOf(linked, first, "ready.tcp", "ready.http").map((p) => ({
        ...p,
        label: `\`${first.name}\` too`,
      })),
    ],
    help: "only one of them can listen there",
  }));
}

function portOf({ ready }: Service): string | undefined {
  const probe = ready?.probe;
  if (probe?.kind === "tcp") return `${local(probe.host)}:${probe.port}`;
  if (probe?.kind !== "http") return undefined;
  const match = /^http(s?):\/\/(\[[^\]]*\]|[^/:?#]+)(?::(\d+))?/.exec(probe.url);
  return match === null ? undefined : `${local(match[2] ?? "")}:${match[3] ?? (match[1] === "s" ? 443 : 80)}`;
}

const local = (host: string): string =>
  /^(localhost|\[?::1?\]?|0\.0\.0\.0)$/.test(host) ? "127.0.0.1" : host;
