/** Bundles `src/` into `dist/`: one CommonJS file per program (they start sooner than ES modules), unminified. */
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { build } from "esbuild";

const root = new URL("../..", import.meta.url).pathname;
process.chdir(root);
rmSync("dist", { recursive: true, force: true });

const common = {
  bundle: true,
  platform: "node",
  target: "node20",
  sourcemap: false,
  external: ["koffi"],
  logLevel: "warning",
  supported: { "dynamic-import": true },
};
const named = (folder, names) => names.map((n) => join(folder, n)).filter((f) => existsSync(f));
const programs = readdirSync("src/cli/entry").map((f) => join("src/cli/entry", f));
const workers = named("src/runtime", ["log-worker.ts"]);
const tools = readdirSync("src/dev")
  .filter((f) => f.endsWith(".ts"))
  .map((f) => join("src/dev", f));
const benches = readdirSync("bench", { recursive: true })
  .filter((f) => f.endsWith(".ts"))
  .map((f) => join("bench", f));

await Promise.all([
  ...programs.map((entry) =>
    build({
      ...common,
      entryPoints: [entry],
      outfile: `dist/${basename(entry, ".ts")}.cjs`,
      format: "cjs",
      banner: { js: "#!/usr/bin/env node" },
    }),
  ),
  ...workers.map((entry) =>
    build({ ...common, entryPoints: [entry], outfile: `dist/${basename(entry, ".ts")}.cjs`, format: "cjs" }),
  ),
  build({
    ...common,
    packages: "external",
    entryPoints: ["src/index.ts"],
    outfile: "dist/index.js",
    format: "esm",
  }),
  build({ ...common, packages: "external", entryPoints: tools, outdir: "dist/dev", format: "esm" }),
  build({ ...common, packages: "external", entryPoints: benches, outdir: "dist/bench", format: "esm" }),
]);

mkdirSync("dist/bin", { recursive: true });
for (const entry of programs) {
  const name = basename(entry, ".ts");
  chmodSync(`dist/${name}.cjs`, 0o755);
  symlinkSync(`../${name}.cjs`, `dist/bin/${name}`);
}
if (!process.argv.includes("--no-types")) {
  execFileSync("node_modules/.bin/tsc", ["--emitDeclarationOnly"], { stdio: "inherit" });
}
