/**
 * A secret written into a declaration ends in git, in compiled files and in plans. Known token formats, telling names and
 * random-looking values are pointed out. The message never repeats the value.
 */
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Linked } from "../link.ts";
import type { Service } from "../service.ts";
import { placeOf } from "./place-of.ts";

/** A warning for each value that looks like a secret; its line is never shown. */
export function pastedSecret(linked: Linked): readonly Diagnostic[] {
  return linked.services.flatMap((service) =>
    suspects(service).map(({ key, what }) => ({
      code: "W0304",
      severity: "warning" as const,
      message: `${what} in \`${service.name}\` looks like a secret`,
      places: placeOf(linked, service, key),
      hidden: true,
      help: 'put it into a file of the host and declare [secrets] NAME = { file = "…" }',
    })),
  );
}

interface Suspect {
  readonly key: string;
  readonly what: string;
}

function suspects({ env, work }: Service): readonly Suspect[] {
  const variables = env.filter(
    ([name, value]) => isToken(value) || isNamedSecret(name, value) || isRandom(value),
  );
  const words =
    work.kind === "command" ? work.argv : work.kind === "script" ? work.body.split(/[\s"'=]+/) : [];
  return [
    ...variables.map(([name]) => ({ key: `env.${name}`, what: `the value of ${name}` })),
    ...(words.some(isToken) ? [{ key: work.kind, what: "a word of the command" }] : []),
  ];
}

const TOKENS: readonly RegExp[] = [
  /\bAKIA[0-9A-Z]{16}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{36}/,
  /\bgithub_pat_[A-Za-z0-9_]{22,}/,
  /\bglpat-[A-Za-z0-9_-]{20}/,
  /\bxox[abprs]-[A-Za-z0-9-]{10,}/,
  /\bsk_(live|test)_[A-Za-z0-9]{16,}/,
  /\bsk-[A-Za-z0-9_-]{20,}/,
  /\bAIza[A-Za-z0-9_-]{35}/,
  /\bnpm_[A-Za-z0-9]{36}/,
  /\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/,
  /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:[^/\s@]{3,}@/i,
];

const isToken = (text: string): boolean => text.length >= 12 && TOKENS.some((token) => token.test(text));

function isNamedSecret(name: string, value: string): boolean {
  if (!/(^|_)(PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|API_?KEY|PRIVATE_KEY|CREDENTIALS?)$/i.test(name))
    return false;
  return value.length >= 4 && !value.startsWith("/") && !/^(true|false|none|changeme|\d+)$/i.test(value);
}

/** Long, of one word, with letters of both cases and digits, and no more regular than chance. */
function isRandom(value: string): boolean {
  if (!/^[A-Za-z0-9+/_=-]{24,200}$/.test(value) || value.startsWith("/")) return false;
  const mixed = /[a-z]/.test(value) && /[A-Z]/.test(value) && (value.match(/\d/g)?.length ?? 0) >= 3;
  return mixed && entropy(value) > 3.9;
}

/** Bits per character (Shannon). */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
