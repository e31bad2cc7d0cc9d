/** Finding a program the way execvp does, without its shell fallback. */
import { isExecutable } from "./service-directory.ts";

/** Path of `name` in a PATH; `name` itself when it holds a slash or is nowhere (the start then says so). */
export function findProgram(name: string, searchPath: string): string {
  if (name.includes("/")) return name;
  for (const folder of searchPath.split(":")) {
    const path = `${folder === "" ? "." : folder}/${name}`;
    if (isExecutable(path)) return path;
  }
  return name;
}
