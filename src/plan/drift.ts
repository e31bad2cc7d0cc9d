/** Compares a directory of ours with what the last activation left in it. Three-way: plan decides what to do. */

import { byteOrder } from "../compile/byte-order.ts";
import { CHECK, CONTROL_SCRIPTS, DEF, DOWN, FINISH, LOG, RUN, SERVICE_JSON } from "../protocol/names.ts";
import type { DriftFinding } from "./change.ts";
import type { FileRecord, ServiceRecord } from "./manifest.ts";
import type { LiveEntry, LiveLink } from "./observation.ts";

/** Names a supervisor or its tools read. Others (pid files, sockets) are the service's own business. */
const CONTRACT = new Set([
  RUN,
  FINISH,
  CHECK,
  CONTROL_SCRIPTS,
  LOG,
  SERVICE_JSON,
  "env",
  "notification-fd",
  "timeout-kill",
  "timeout-finish",
  "down-signal",
  "lock-fd",
]);

/** Every difference between `applied` and what is on disk. Empty: the directory is as it was left. */
export function driftOf(applied: ServiceRecord, live: LiveEntry): DriftFinding[] {
  if (live.definition !== applied.hash) {
    const found = live.definition ?? "nothing";
    return [{ path: DEF, what: "redirected", live: found }];
  }
  return [...storeDrift(applied.files, live.files), ...linkDrift(applied.files, live)].sort((a, b) =>
    byteOrder(a.path, b.path),
  );
}

function storeDrift(applied: readonly FileRecord[], live: readonly FileRecord[]): DriftFinding[] {
  const expected = new Map(applied.map((f) => [f.path, f]));
  const found = new Map(live.map((f) => [f.path, f]));
  const findings: DriftFinding[] = [];
  for (const [path, file] of expected) {
    const now = found.get(path);
    if (now === undefined) findings.push({ path, what: "missing" });
    else if (now.kind !== file.kind || now.hash !== file.hash) findings.push({ path, what: "edited" });
  }
  for (const path of found.keys()) if (!expected.has(path)) findings.push({ path, what: "added" });
  return findings;
}

function linkDrift(applied: readonly FileRecord[], live: LiveEntry): DriftFinding[] {
  const wanted = new Map(linksOf(applied).map((l) => [l.path, l.target]));
  const found = new Map(live.links.map((l) => [l.path, l]));
  const findings: DriftFinding[] = [];
  for (const [path, target] of wanted) {
    const finding = linkFinding(path, target, found.get(path));
    if (finding !== undefined) findings.push(finding);
  }
  for (const [path, link] of found) {
    if (!wanted.has(path) && isContract(path, wanted) && !isDangling(link)) {
      findings.push({ path, what: "added", ...textOf(link) });
    }
  }
  return findings;
}

function linkFinding(path: string, target: string, link: LiveLink | undefined): DriftFinding | undefined {
  if (link === undefined) return { path, what: "missing" };
  if (link.kind === "link" && link.target === target) return undefined;
  if (link.kind === "link") return { path, what: "redirected", live: link.target ?? "" };
  return { path, what: "edited", ...textOf(link) };
}

/** A link into `def` that an interrupted activation left: it leads nowhere, so it says nothing. */
function isDangling(link: LiveLink): boolean {
  return link.kind === "link" && (link.target ?? "").replace("../", "").startsWith(`${DEF}/`);
}

/** A supervisor or its tools read a file of this name, in a service directory or in its `log/`. */
export function isContractName(path: string): boolean {
  return CONTRACT.has(path.replace(`${LOG}/`, ""));
}

function isContract(path: string, wanted: ReadonlyMap<string, string>): boolean {
  if (path === DOWN) return false;
  if (path === LOG) return ![...wanted.keys()].some((p) => p.startsWith(`${LOG}/`));
  return isContractName(path);
}

function textOf(link: LiveLink): { live?: string } {
  const text = link.kind === "link" ? link.target : link.text;
  return text === undefined ? {} : { live: text };
}

/**
 * The links a live directory consists of: every top name of the definition leads into `def`, except a logger's
 * directory, which is real (its `supervise/` lives there) and holds links of its own.
 */
export function linksOf(files: readonly FileRecord[]): { readonly path: string; readonly target: string }[] {
  const logged = files.some((f) => f.path === LOG && f.kind === "dir");
  const links: { path: string; target: string }[] = [];
  for (const { path } of files) {
    const segments = path.split("/");
    if (logged && segments[0] === LOG) {
      if (segments.length === 2) links.push({ path, target: `../${DEF}/${path}` });
    } else if (segments.length === 1) {
      links.push({ path, target: `${DEF}/${path}` });
    }
  }
  return links;
}
