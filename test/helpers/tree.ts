/** Compiled images in tests: as text for golden files, and as directories on disk. */
import { readFileSync } from "node:fs";
import { compile } from "../../src/compile/compile.ts";
import type { Entry, Image } from "../../src/compile/image.ts";
import type { Service, TargetName } from "../../src/declare/service.ts";
import { writeDirectories } from "../../src/os/write-tree.ts";
import { project } from "./service.ts";

/** Every entry of an image, one after the other: path, mode, contents. */
export function imageText(image: Image): string {
  return image.services.flatMap((s) => s.entries.map((entry) => entryText(s.dirName, entry))).join("\n");
}

function entryText(dirName: string, entry: Entry): string {
  const path = `${dirName}/${entry.path}`;
  if (entry.kind === "dir") return `==> ${path}/\n`;
  if (entry.kind === "symlink") return `==> ${path} -> ${entry.target}\n`;
  return `==> ${path} ${entry.mode.toString(8)}\n${Buffer.from(entry.content).toString()}`;
}

/** Text of one file of one service; undefined when there is none. */
export function fileText(image: Image, path: string): string | undefined {
  const [dirName, ...rest] = path.split("/");
  const entries = image.services.find((s) => s.dirName === dirName)?.entries;
  const entry = entries?.find((e) => e.path === rest.join("/"));
  return entry?.kind === "file" ? Buffer.from(entry.content).toString() : undefined;
}

/** The image of services that the target can express; anything it refuses fails the test. */
export function imageOf(target: TargetName, ...services: readonly Service[]): Image {
  const { image, diagnostics } = compile(project(...services), target);
  if (diagnostics.length > 0) throw new Error(diagnostics.map((d) => d.message).join("\n"));
  return image;
}

/** Writes the service directories of `services` into `folder`. */
export function writeServices(folder: string, target: TargetName, ...services: readonly Service[]): void {
  writeDirectories(folder, imageOf(target, ...services).services);
}

/** What the target refuses, as `key`-bearing messages. */
export function refusals(target: TargetName, ...services: readonly Service[]): string[] {
  return compile(project(...services), target).diagnostics.map((d) => d.message);
}

/** Text of a file that may not be there yet. */
export function textOrNone(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
