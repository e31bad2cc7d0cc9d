import { expect, it } from "vitest";
import { withDefinition } from "../../src/compile/definition.ts";
import type { ServiceImage } from "../../src/compile/image.ts";
import { logPolicy, service } from "../helpers/service.ts";
import { fileText, imageOf } from "../helpers/tree.ts";

const only = (image: { readonly services: readonly ServiceImage[] }): ServiceImage => {
  const [first] = image.services;
  if (first === undefined) throw new Error("no service");
  return first;
};

it("puts one line into run and log/run, after the environment is cleared, and keeps the hash", () => {
  const plain = imageOf(
    "runit",
    service({ clearEnv: true, env: [["A", "exec"]], log: logPolicy(), umask: 0o22 }),
  );
  const marked = withDefinition(only(plain));
  expect(marked.hash).toBe(only(plain).hash);
  const image = { ...plain, services: [marked] };
  const line = `export SVFORGE_DEF=${marked.hash}\n`;
  for (const file of ["web/run", "web/log/run"]) {
    const before = fileText(plain, file) ?? "";
    const after = fileText(image, file) ?? "";
    expect(after.replace(line, "")).toBe(before);
    expect(after.split(line)).toHaveLength(2);
  }
  expect(fileText(image, "web/run")).toContain(`done\n${line}export A=exec\n`);
});

it("never touches a hand-written file", () => {
  const content = new TextEncoder().encode("#!/bin/sh\nexec x\n");
  const files = [{ path: "run", kind: "file", executable: true, content }] as const;
  const plain = imageOf(
    "runit",
    service({ work: { kind: "service-dir", path: "sv/web", files }, log: logPolicy() }),
  );
  const marked = withDefinition(only(plain));
  const changed = marked.entries.filter((entry, i) => entry !== only(plain).entries[i]).map((e) => e.path);
  expect(changed).toEqual(["log/run"]);
});
