/** What services, instances and their directories may be called. */

/** Why `name` cannot name a service that is declared; undefined when it can. */
export function wrongName(name: string): string | undefined {
  return (
    wrongDirectoryName(name) ??
    (/[A-Z]/.test(name) ? `${JSON.stringify(name)} cannot name a service` : undefined)
  );
}

/** The same for a hand-written directory, which others have named: `NetworkManager`, `agetty-ttyS0`. */
export function wrongDirectoryName(name: string): string | undefined {
  if (name === "log" || name === "supervise")
    return `\`${name}\` means something else inside a service directory`;
  if (name === GUARD) return `\`${name}\` is the service that rolls back what nobody confirms`;
  if (name.length > 63) return `the name is ${name.length} characters long; 63 is the limit`;
  if (/^[A-Za-z0-9][A-Za-z0-9_.@-]*$/.test(name)) return undefined;
  return `${JSON.stringify(name)} cannot name a service`;
}

/** svforge lays it out itself, beside the declared ones (activate/guard.ts). */
const GUARD = "svforge-confirm";

export const NAME_HELP: string = "names have a-z, 0-9, `_ . @ -`, and begin with a letter or digit";
