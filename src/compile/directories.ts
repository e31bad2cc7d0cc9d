/** `[dirs]`: made before every start, removed after the last process when they are not to be kept. */
import type { Directory, Service } from "../declare/service.ts";
import type { DirectoryToMake } from "./image.ts";
import { shQuote } from "./sh-quote.ts";

/**
 * One `install -d` each: it makes parents, and sets owner and mode of the last part whatever the umask. The folder
 * above must belong to root (as /run and /var/lib do): nobody else can then put a link in its place.
 */
export function directoryLines(service: Service): readonly string[] {
  return service.dirs.map((dir) => {
    const { owner, group } = ownerOf(dir, service);
    const words = ["install -d"];
    if (owner !== undefined) words.push(`-o ${shQuote(owner)}`);
    if (group !== undefined) words.push(`-g ${shQuote(group)}`);
    else if (owner !== undefined) words.push(`-g "$(id -g ${shQuote(owner)})"`);
    words.push(`-m ${octal(dir.mode)}`, shQuote(dir.path));
    return `${words.join(" ")} || exit 111`;
  });
}

/** What belongs into `finish`: the directories that go when the service goes. */
export function removalLines(service: Service): readonly string[] {
  return service.dirs.filter((dir) => !dir.keep).map((dir) => `rm -rf ${shQuote(dir.path)}`);
}

/** The directories an activation makes before the first start: the declared ones, and the log's. */
export function directoriesToMake(service: Service): readonly DirectoryToMake[] {
  const declared = service.dirs.map((dir) => ({
    path: dir.path,
    ...ownerOf(dir, service),
    mode: dir.mode,
  }));
  return [...declared, ...logDirectory(service)];
}

/** The engine makes the last part of its directory itself, but nothing above it. */
function logDirectory({ log }: Service): readonly DirectoryToMake[] {
  if (log?.to.kind !== "dir") return [];
  const owner = log.user === undefined ? {} : { owner: log.user };
  const group = log.group === undefined ? {} : { group: log.group };
  return [{ path: log.to.dir, ...owner, ...group, mode: 0o755 }];
}

/** An unnamed owner is the service's user: a directory of its own is what `[dirs]` is for. */
function ownerOf(dir: Directory, { identity }: Service): { owner?: string; group?: string } {
  const owner = dir.owner ?? identity.user;
  const group = dir.group ?? (dir.owner === undefined ? identity.group : undefined);
  return { ...(owner === undefined ? {} : { owner }), ...(group === undefined ? {} : { group }) };
}

/** Four digits: `0755`. */
export function octal(mode: number): string {
  return mode.toString(8).padStart(4, "0");
}
