/**
 * Who the process is. `setpriv` (util-linux) says user, group, supplementary groups, capabilities and no-new-privs
 * exactly; `setuidgid` and `chpst -u` silently drop the supplementary groups, so only busybox, which has no other
 * word, uses them, and only where the declaration asks for no supplementary group.
 */
import type { Capabilities } from "../declare/service.ts";
import { shQuote } from "./sh-quote.ts";
import type { Unit } from "./unit.ts";

/** Words of the chain that change root, identity and privileges, with setpriv and chroot. */
export function setprivWords(unit: Unit): readonly (readonly string[])[] {
  const { service } = unit;
  if (service.chroot !== undefined) return chrootWords(unit);
  const words = [...identityOptions(unit), ...capabilityOptions(service.capabilities)];
  if (service.noNewPrivs) words.push("--no-new-privs");
  return words.length === 0 ? [] : [["setpriv", ...words]];
}

function identityOptions({ service: { identity } }: Unit): string[] {
  const { user, group, groups } = identity;
  const words: string[] = [];
  if (user !== undefined) words.push(`--reuid=${shQuote(user)}`);
  if (group !== undefined) words.push(`--regid=${shQuote(group)}`);
  else if (user !== undefined) words.push(`--regid="$(id -g ${shQuote(user)})"`);
  if (groups !== undefined)
    words.push(groups.length === 0 ? "--clear-groups" : `--groups=${shQuote(groups.join(","))}`);
  else if (user !== undefined) words.push("--init-groups");
  else if (group !== undefined) words.push("--keep-groups");
  return words;
}

/** An ambient capability has to be inheritable first. The bounding set is spelled out, never inherited by accident. */
function capabilityOptions(capabilities: Capabilities | undefined): string[] {
  if (capabilities === undefined) return [];
  const { ambient, bounding } = capabilities;
  const added = ambient.map((name) => `+${capabilityName(name)}`).join(",");
  const words = added === "" ? [] : [`--inh-caps=${added}`, `--ambient-caps=${added}`];
  if (bounding !== undefined)
    words.push(`--bounding-set=${["-all", ...bounding.map((name) => `+${capabilityName(name)}`)].join(",")}`);
  return words;
}

/** setpriv's spelling: `net_bind_service` for `CAP_NET_BIND_SERVICE`. */
function capabilityName(name: string): string {
  return shQuote(name.toLowerCase().replace(/^cap_/, ""));
}

/**
 * Nothing but the command need exist inside the new root, so chroot itself has to be the last tool: it takes the
 * identity along, and what it cannot take along is refused.
 */
function chrootWords(unit: Unit): readonly (readonly string[])[] {
  const { chroot, capabilities, identity, noNewPrivs, workingDir } = unit.service;
  const inside = "a `wrapper` that exists inside the new root";
  if (capabilities !== undefined)
    unit.refuse({ key: "capabilities", why: "chroot clears them", instead: inside });
  if (workingDir !== undefined && workingDir !== "/")
    unit.refuse({ key: "working-dir", why: "chroot starts in the new root", instead: inside });
  const words = ["chroot"];
  if (identity.user !== undefined || identity.group !== undefined)
    words.push(`--userspec=${shQuote(`${identity.user ?? ""}:${identity.group ?? ""}`)}`);
  if (identity.groups !== undefined) words.push(`--groups=${shQuote(identity.groups.join(","))}`);
  words.push(shQuote(chroot ?? "/"));
  return noNewPrivs ? [["setpriv", "--no-new-privs"], words] : [words];
}

/** busybox: its setpriv cannot change the user, its chpst drops every supplementary group. */
export function busyboxIdentityWords(unit: Unit): readonly (readonly string[])[] {
  const { capabilities, chroot, identity, noNewPrivs } = unit.service;
  const other = "target builtin or runit";
  if (chroot !== undefined)
    unit.refuse({ key: "chroot", why: "no applet changes root and user", instead: other });
  if (capabilities !== undefined)
    unit.refuse({
      key: "capabilities",
      why: "its setpriv has no bounding set and chpst clears the rest",
      instead: other,
    });
  const words: (readonly string[])[] = [];
  if (noNewPrivs) words.push(["setpriv", "--nnp"]);
  const { user, group, groups } = identity;
  if (user === undefined) {
    if (group !== undefined)
      unit.refuse({ key: "group", why: "no applet sets a group alone", instead: other });
    return words;
  }
  if (groups === undefined || groups.length > 0) {
    const why = "its chpst drops the supplementary groups";
    unit.refuse({
      key: groups === undefined ? "user" : "groups",
      why,
      instead: "`groups = []`, or target builtin or runit",
    });
  }
  return [...words, busyboxUserWords(user, group)];
}

/** busybox's chpst takes names, or two numbers. */
export function busyboxUserWords(user: string, group: string | undefined): readonly string[] {
  if (group === undefined && isNumeric(user)) return ["chpst", "-u", `${user}:"$(id -g ${user})"`];
  return ["chpst", "-u", shQuote(group === undefined ? user : `${user}:${group}`)];
}

/** For a logger: this user and group, no supplementary group, by number or name. */
export function loneUserWords(user: string | undefined, group: string | undefined): readonly string[] {
  const words = ["setpriv"];
  if (user !== undefined) words.push(`--reuid=${shQuote(user)}`);
  if (group !== undefined) words.push(`--regid=${shQuote(group)}`);
  else if (user !== undefined) words.push(`--regid="$(id -g ${shQuote(user)})"`);
  return words.length === 1 ? [] : [...words, "--clear-groups"];
}

/** An id rather than a name: the suites' own tools look such a word up as a name, or read it as something else. */
export function isNumeric(user: string): boolean {
  return /^\d+$/.test(user);
}
