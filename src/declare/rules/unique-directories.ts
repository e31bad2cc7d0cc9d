/** Two services never share an entry of the scan directory. */
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Linked } from "../link.ts";
import type { Service } from "../service.ts";

export function uniqueDirectories({ services, places }: Linked): readonly Diagnostic[] {
  const owners = new Map<string, Service>();
  return services.flatMap((service) => {
    const owner = owners.get(service.dirName);
    owners.set(service.dirName, owner ?? service);
    if (owner === undefined || owner.name === service.name) return [];
    const message = `\`${service.name}\` and \`${owner.name}\` have the same directory \`${service.dirName}\``;
    const first = placeOf(owner, places);
    return [
      {
        code: "E0204",
        severity: "error" as const,
        message,
        places: [...placeOf(service, places), ...first.map((p) => ({ ...p, label: "first used here" }))],
        help: "use ${instance} in `dir-name`",
      },
    ];
  });
}

function placeOf(service: Service, places: Linked["places"]): Diagnostic["places"] {
  const place = service.origins.get("dir-name") ?? places.get(service.name);
  return place === undefined ? [] : [place];
}
