/** A plan as a patch in git's format: `git apply` turns the tree of the old definitions into that of the new. */
import type { FileDiff, FileMode, Plan } from "./plan.ts";

/**
 * The patch, for a folder that holds the service directories. Empty for a plan without file changes. Files that are
 * no text cannot be in it; they are named in a comment, which git ignores.
 */
export function renderPatch(plan: Plan): string {
  return plan.changes
    .flatMap((change) => {
      const from = change.renamedFrom ?? change.before?.dirName ?? change.dirName;
      return change.files.map((file) => filePatch(from, change.dirName, file));
    })
    .join("");
}

function filePatch(fromDir: string, toDir: string, file: FileDiff): string {
  const old = quoted(`a/${fromDir}/${file.path}`);
  const now = quoted(`b/${toDir}/${file.path}`);
  if (file.shape === "binary") return `# not text, left out: ${toDir}/${quoted(file.path)}\n`;
  const head = [`diff --git ${old} ${now}`, ...modeLines(file), ...renameLines(fromDir, toDir, file)];
  if (file.hunks.length > 0) {
    head.push(`--- ${file.op === "create" ? "/dev/null" : old}`);
    head.push(`+++ ${file.op === "delete" ? "/dev/null" : now}`);
  }
  const body = file.hunks.flatMap((h) => [
    `@@ -${h.oldStart},${h.oldLines} +${h.newStart},${h.newLines} @@`,
    ...h.lines,
  ]);
  return `${[...head, ...body].join("\n")}\n`;
}

function modeLines(file: FileDiff): string[] {
  const before = gitMode(file.before);
  const after = gitMode(file.after);
  if (file.op === "create") return [`new file mode ${after}`];
  if (file.op === "delete") return [`deleted file mode ${before}`];
  return before === after ? [] : [`old mode ${before}`, `new mode ${after}`];
}

function renameLines(fromDir: string, toDir: string, file: FileDiff): string[] {
  if (fromDir === toDir || file.op !== "modify") return [];
  return [`rename from ${quoted(`${fromDir}/${file.path}`)}`, `rename to ${quoted(`${toDir}/${file.path}`)}`];
}

function gitMode(mode: FileMode | undefined): string {
  if (mode === "link") return "120000";
  return mode === "0555" ? "100755" : "100644";
}

/** git's C quoting, for names with bytes outside printable ASCII, quotes or backslashes. */
function quoted(path: string): string {
  if (/^[\x21\x23-\x5b\x5d-\x7e]+$/.test(path)) return path;
  const bytes = [...new TextEncoder().encode(path)].map((b) => {
    const character = String.fromCharCode(b);
    if (character === '"' || character === "\\") return `\\${character}`;
    return b >= 0x20 && b < 0x7f ? character : `\\${b.toString(8).padStart(3, "0")}`;
  });
  return `"${bytes.join("")}"`;
}
