/** Which definition a process was started from: put into its environment, so that `/proc/PID/environ` can tell. */
import { DEF_VARIABLE } from "../protocol/names.ts";
import type { Entry, ServiceImage } from "./image.ts";

const utf8 = new TextEncoder();

/**
 * The same directory with one line, `export SVFORGE_DEF=<hash>`, in each generated `run` and `log/run`. Hand-written
 * files stay as they are, and `hash` stays that of the plain image: it names the definition, not this copy.
 */
export function withDefinition(image: ServiceImage): ServiceImage {
  const offsets = image.definitionAt;
  if (offsets === undefined || offsets.size === 0) return image;
  const line = utf8.encode(`export ${DEF_VARIABLE}=${image.hash}\n`);
  return { ...image, entries: image.entries.map((entry) => inserted(entry, offsets.get(entry.path), line)) };
}

function inserted(entry: Entry, offset: number | undefined, line: Uint8Array): Entry {
  if (entry.kind !== "file" || offset === undefined) return entry;
  const content = new Uint8Array(entry.content.length + line.length);
  content.set(entry.content.subarray(0, offset));
  content.set(line, offset);
  content.set(entry.content.subarray(offset), offset + line.length);
  return { ...entry, content };
}
