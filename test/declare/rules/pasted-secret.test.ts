import { describe, expect, it } from "vitest";
import { renderHuman } from "../../../src/diagnostics/render-human.ts";
import { load } from "../../helpers/project.ts";

const suspects = (keys: string): readonly string[] =>
  load({ "services/x.toml": keys }).diagnostics.map((d) => `${d.code} ${d.message}`);

const env = (name: string, value: string): readonly string[] =>
  suspects(`command = "x"\n[env]\n${name} = "${value}"`);

// Made up, and put together here so that no scanner takes this file for a leak.
const token = (prefix: string, length: number): string => prefix + "aB3dE5gH".repeat(8).slice(0, length);

describe("a pasted secret", () => {
  it.each([
    ["X", token("ghp_", 36)],
    ["X", token("glpat-", 20)],
    ["X", token("xoxb-", 20)],
    ["X", `AKIA${"ABCD1234".repeat(2)}`],
    ["X", "postgres://user:hunter22@db/x"],
    ["DB_PASSWORD", "hunter22"],
    ["API_KEY", "abcd1234"],
    ["X", "Zx8Kq2Lm9Pw4Rt7Yb3Nc6Vd1Fg5Hj0"],
  ])("%s=%s", (name, value) => {
    expect(env(name, value)).toEqual([`W0304 the value of ${name} in \`x\` looks like a secret`]);
  });

  it.each([
    ["PASSWORD_FILE", "/run/secrets/pw"],
    ["TOKEN", "/run/secrets/token"],
    ["PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin"],
    ["IMAGE", "registry.example/app@sha256:0123456789abcdef0123456789abcdef"],
    ["UUID", "123e4567-e89b-12d3-a456-426614174000"],
    ["COMMIT", "da39a3ee5e6b4b0d3255bfef95601890afd80709"],
    ["JAVA_OPTS", "-Xmx512m -Dfile.encoding=UTF-8"],
    ["TOKEN_TTL", "3600"],
  ])("is not %s=%s", (name, value) => {
    expect(env(name, value)).toEqual([]);
  });

  it("in a command or a script", () => {
    expect(suspects(`command = ["x", "--token", "${token("ghp_", 36)}"]`)).toHaveLength(1);
    expect(suspects(`script = "TOKEN=${token("ghp_", 36)} x"`)).toHaveLength(1);
  });

  it("is never printed", () => {
    const secret = token("ghp_", 36);
    const { diagnostics, sources } = load({ "services/x.toml": `command = "x"\n[env]\nX = "${secret}"` });
    expect(renderHuman(diagnostics, { sources, colour: false })).not.toContain(secret);
    expect(JSON.stringify(diagnostics)).not.toContain(secret);
  });
});
