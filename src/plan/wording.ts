/** The words and marks of a plan, shared by every form people read. Marks carry the meaning; colour only repeats it. */
import type { Reason } from "./change.ts";
import type { PlannedChange } from "./plan.ts";
import { shortened, shortenedPair, visible } from "./visible.ts";

/** `marker` and `action` of a change; `stops`: something that runs is ended by it. */
export interface Words {
  readonly marker: string;
  readonly action: string;
  readonly stops: boolean;
}

/** What a change is called. */
export function wordsFor(change: PlannedChange): Words {
  const base = baseWords(change);
  if (change.class === "rename") return { ...base, marker: MARK.rename, action: renameAction(change) };
  return base;
}

const MARK = {
  meta: "·",
  change: "~",
  restart: "±",
  create: "+",
  remove: "-",
  rename: "→",
  refused: "!",
  held: "⏸",
  drift: "≠",
} as const;

function baseWords(change: PlannedChange): Words {
  const runs = change.pid !== 0;
  switch (change.class) {
    case "held":
      return { marker: MARK.held, action: "held", stops: false };
    case "drift":
      return { marker: MARK.drift, action: "drift", stops: false };
    case "adopt":
      return { marker: MARK.refused, action: "adopt", stops: runs && change.effect === "replace" };
    default:
      return effectWords(change, runs);
  }
}

function effectWords(change: PlannedChange, runs: boolean): Words {
  switch (change.effect) {
    case "nothing":
    case "keep":
    case "record":
      return { marker: MARK.meta, action: change.class === "remove" ? "forget" : "note", stops: false };
    case "flip":
      return { marker: MARK.change, action: change.logger ? "log only" : "next exit", stops: false };
    case "reload":
      return { marker: MARK.change, action: "reload", stops: false };
    case "restart":
      return { marker: MARK.restart, action: "restart", stops: runs };
    case "start":
      return { marker: MARK.restart, action: "start", stops: false };
    case "stop":
      return { marker: MARK.restart, action: "stop", stops: runs };
    case "replace":
      return { marker: "-/+", action: "replace", stops: runs };
    case "create":
      return { marker: MARK.create, action: "create", stops: false };
    case "remove":
      return { marker: MARK.remove, action: "remove", stops: runs };
  }
}

function renameAction(change: PlannedChange): string {
  return change.effect === "record" ? "rename" : `rename, ${effectWords(change, true).action}`;
}

/** What an action does to the process, where the action alone does not say it. */
export function consequence(change: PlannedChange): string {
  const pid = change.pid === 0 ? "" : ` (pid ${change.pid})`;
  if (change.blocked !== undefined) return BLOCKED[change.blocked];
  if (change.class === "held") return "stopped by hand: takes the new definition, stays down";
  if (change.class === "drift") return change.effect === "keep" ? "left as it is" : "";
  if (change.class === "adopt") return "your directory moves aside and is kept";
  if (change.class === "rename" && change.effect === "record") return `keeps running${pid}`;
  switch (change.effect) {
    case "flip":
      return change.logger && change.class === "log-only"
        ? `logger restarts, daemon keeps running${pid}`
        : "no signal";
    case "reload":
      return `reads its configuration again, keeps running${pid}`;
    case "replace":
      return "its supervisor has to begin anew";
    case "remove":
      return change.pid === 0 ? "not running" : `stops${pid}`;
    case "record":
      return "nothing that runs changes";
    default:
      return "";
  }
}

const BLOCKED: Record<NonNullable<PlannedChange["blocked"]>, string> = {
  essential: "essential: needs --allow-essential",
  adopt: "not made by this installation: needs --adopt NAME",
  drift: "changed on the host: needs --on-drift=overwrite or --on-drift=keep",
  emptying: "would leave nothing running: needs --allow-empty",
};

/** A reason as one phrase: `env.PORT 8080 → 8081`. */
export function phrase(reason: Reason): string {
  const subject = visible(reason.subject);
  const { before = "", after = "" } = reason;
  switch (reason.code) {
    case "key-changed":
      return `${subject} ${shortenedPair(before, after, VALUE_WIDTH).join(" → ")}`;
    case "key-added":
      return `${subject} = ${shortened(after, VALUE_WIDTH)}`;
    case "key-removed":
      return `${subject} removed (was ${shortened(before, VALUE_WIDTH)})`;
    case "file-changed":
      return `file ${subject} differs`;
    case "stale-process":
      return `${subject} runs an earlier definition`;
    case "moved":
      return `from ${subject}`;
    case "missing":
      return "missing from the scan directory";
    case "undeclared":
    case "gone":
      return "no longer declared";
    case "not-ours":
    case "another-owner":
      return "the name is taken";
    default:
      return reason.code.startsWith("drift-") ? `${subject} ${reason.code.slice(6)}` : subject;
  }
}

const VALUE_WIDTH = 60;
