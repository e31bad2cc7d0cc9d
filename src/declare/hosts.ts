/** The hosts a project mentions: folders below `hosts/` and tables `[host.NAME]`. */
import { Suggester } from "../diagnostics/suggest.ts";
import type { Documents } from "./documents.ts";
import type { Positions } from "./positions.ts";

export const HOSTS_FOLDER = "hosts";

/** Warns about a host whose name is close to one that is mentioned. Hosts without layers of their own are fine. */
export function checkHostName(documents: Documents, project: Positions, host: string): void {
  const mentioned = [...documents.folders(HOSTS_FOLDER), ...(project.mark(["host"])?.entries?.keys() ?? [])];
  const near = mentioned.includes(host) ? undefined : new Suggester(() => mentioned).nearest(host);
  if (near === undefined) return;
  const message = `nothing is declared for the host \`${host}\``;
  documents.report({
    code: "W0307",
    severity: "warning",
    message,
    places: [],
    help: `did you mean \`${near}\`?`,
  });
}

/** Reports mistakes in the files of every host but `applied`, whose files are read anyway. */
export function checkOtherHosts(documents: Documents, applied: string | undefined): void {
  for (const host of documents.folders(HOSTS_FOLDER)) {
    if (host === applied) continue;
    for (const stem of documents.stems(`${HOSTS_FOLDER}/${host}`))
      documents.open(`${HOSTS_FOLDER}/${host}/${stem}.toml`, "service");
  }
}
