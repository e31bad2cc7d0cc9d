/** Where a project comes from, as git tells it, and whether a signature vouches for it. */
import { resolve } from "node:path";
import { git, isOwnFolder } from "../os/git.ts";
import { nearestFolderWith } from "../os/project-files.ts";
import type { Source } from "../plan/plan.ts";
import { EXIT } from "../protocol/exit-codes.ts";
import { Exit } from "./exit.ts";

/** The commit of the work tree a project lies in; empty when it lies in none. */
export function sourceOf(folder: string): Source {
  if (nearestFolderWith(folder, ".git") === undefined) return {};
  const head = git(folder, ["log", "-1", "--format=%H%n%T%n%s", "--no-show-signature"]);
  if (head.code !== 0) return {};
  const [commit = "", tree = "", subject = ""] = head.output.toString("utf8").split("\n");
  const status = git(folder, [
    "status",
    "--porcelain=v1",
    "--untracked-files=normal",
    "--ignore-submodules=all",
    "--",
    ".",
  ]);
  return { commit, tree, subject, dirty: status.code !== 0 || status.output.length > 0 };
}

/**
 * The source of a project whose commit carries a signature by a key in `signers` (an ssh allowed-signers file). Ends
 * the command with 9 otherwise. Only git's exit status counts: it prints "Good signature" for unknown keys too.
 */
export function signedSourceOf(folder: string, signers: string): Source {
  const refuse = (why: string): never => {
    throw new Exit(EXIT.untrusted, `svforge: ${why}`);
  };
  if (!isOwnFolder(folder)) refuse(`${folder} belongs to another user, who could change it while it is read`);
  const source = sourceOf(folder);
  if (source.commit === undefined) refuse(`${folder} is in no git commit, so nothing can vouch for it`);
  if (source.dirty === true)
    refuse(`${folder} has changes that are in no commit, so its signature does not cover them`);
  const config = [
    "gpg.format=ssh",
    `gpg.ssh.allowedSignersFile=${resolve(signers)}`,
    "gpg.ssh.program=ssh-keygen",
  ];
  const options = config.flatMap((c) => ["-c", c]);
  const verified = git(folder, [...options, "verify-commit", "--raw", source.commit ?? ""]);
  if (verified.code !== 0) {
    refuse(
      `commit ${source.commit?.slice(0, 12)} is not signed by anybody in ${signers}\n${verified.complaint}`.trimEnd(),
    );
  }
  const signer = git(folder, [...options, "log", "-1", "--format=%GS", source.commit ?? ""]);
  return { ...source, signer: signer.output.toString("utf8").trim() };
}
