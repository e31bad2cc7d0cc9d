/** Being told that the entries of a directory changed (inotify). A hint only: whoever uses it also looks now and then. */
import { type FSWatcher, watch } from "node:fs";

/** Calls `onChange` with the name of the entry, when the kernel says it. Undefined: it cannot be watched. */
export function watchDirectory(
  path: string,
  onChange: (name: string | undefined) => void,
): (() => void) | undefined {
  let watcher: FSWatcher;
  try {
    watcher = watch(path, { persistent: false }, (_event, name) => onChange(name ?? undefined));
  } catch {
    return undefined;
  }
  watcher.on("error", () => watcher.close());
  return () => watcher.close();
}
