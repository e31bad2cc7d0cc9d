/** Bundles `src/` into `dist/`: one CommonJS file per program or part of it (docs/decisions/0001), unminified. */
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
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
};
const commonJs = { ...common, format: "cjs", supported: { "dynamic-import": false } };

/** Parts of `svforge`, each a file that another one loads with `import()`, by the modules it is reached through. */
const PARTS = {
  "svforge-host": ["parts/host"],
  "svforge-runtime": ["parts/runtime"],
  "svforge-project": ["parts/project", "explain-service", "load-project"],
  "svforge-monitor": ["tools/svscan"],
};
/** What runs on looks at its modules a thousand times: it has them without a detour. */
const EAGER = ["svforge-monitor"];
const parts = Object.fromEntries(
  Object.entries(PARTS).flatMap(([file, modules]) =>
    modules.map((m) => [join(root, `src/cli/${m}.ts`), file]),
  ),
);
const splitAtParts = (self) => ({
  name: "parts",
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) => {
      const part = kind === "dynamic-import" ? parts[join(resolveDir, path)] : undefined;
      return part === undefined || part === self ? undefined : { path: part, namespace: "part" };
    });
    onLoad({ filter: /.*/, namespace: "part" }, ({ path }) => ({
      contents: `module.exports = require("./src/os/load-part.ts").loadPart("${path}");`,
      resolveDir: root,
    }));
  },
});

/** Node's heavier modules and koffi, loaded when something of theirs is first used. */
const LAZY = ["child_process", "crypto", "net", "worker_threads", "zlib"];
const lazyModules = {
  name: "lazy-modules",
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: new RegExp(`^(node:(${LAZY.join("|")})|koffi)$`) }, ({ path, namespace }) =>
      namespace === "lazy" ? { path, external: true } : { path, namespace: "lazy" },
    );
    onLoad({ filter: /.*/, namespace: "lazy" }, ({ path }) => ({
      contents: `let loaded;
        for (const key of ${JSON.stringify(Object.keys(createRequire(root)(path)))})
        Object.defineProperty(exports, key, { enumerable: true, get: () => (loaded ??= require("${path}"))[key] });`,
    }));
  },
};

/** The thread of the log engine is a part too, for its code cache. */
const LOG = "svforge-log";

/** The package is a part too: `index.js` has its names, for whoever imports them, and loads it. */
const PACKAGE = "svforge-package";
const packageAsBuilt = {
  name: "package-as-built",
  setup: ({ onResolve }) =>
    onResolve({ filter: /\/src\/index\.ts$/ }, () => ({ path: "../../index.js", external: true })),
};

const programs = readdirSync("src/cli/entry").map((f) => join("src/cli/entry", f));
const tools = readdirSync("src/dev")
  .filter((f) => f.endsWith(".ts"))
  .map((f) => join("src/dev", f));
const benches = readdirSync("bench", { recursive: true })
  .filter((f) => f.endsWith(".ts"))
  .map((f) => join("bench", f));

await Promise.all([
  ...programs.map((entry) =>
    build({
      ...commonJs,
      entryPoints: [entry],
      outfile: `dist/${basename(entry, ".ts")}.cjs`,
      banner: { js: "#!/usr/bin/env node" },
      plugins: [splitAtParts()],
    }),
  ),
  ...Object.entries(PARTS).map(([file, [entry]]) =>
    build({
      ...commonJs,
      entryPoints: [`src/cli/${entry}.ts`],
      outfile: `dist/${file}.cjs`,
      plugins: [splitAtParts(file), ...(EAGER.includes(file) ? [] : [lazyModules])],
    }),
  ),
  build({ ...commonJs, entryPoints: ["src/runtime/log-worker.ts"], outfile: `dist/${LOG}.cjs` }),
  build({
    ...commonJs,
    stdin: {
      contents: `require("./src/os/load-part.ts").loadPart("${LOG}");`,
      resolveDir: root,
    },
    outfile: "dist/log-worker.cjs",
  }),
  build({ ...commonJs, entryPoints: ["src/os/spawn-worker.ts"], outfile: "dist/spawn-worker.cjs" }),
  build({
    ...commonJs,
    entryPoints: ["src/index.ts"],
    outfile: `dist/${PACKAGE}.cjs`,
    plugins: [lazyModules],
  }),
  build({ ...common, packages: "external", entryPoints: tools, outdir: "dist/dev", format: "esm" }),
  build({
    ...common,
    packages: "external",
    entryPoints: benches,
    outdir: "dist/bench",
    format: "esm",
    plugins: [packageAsBuilt],
  }),
]);
const names = Object.keys(createRequire(import.meta.url)(`${root}dist/${PACKAGE}.cjs`));
await build({
  ...common,
  stdin: {
    contents: `import { loadPart } from "./src/os/load-part.ts";
      export const { ${names.join(", ")} } = loadPart("${PACKAGE}");`,
    resolveDir: root,
  },
  banner: { js: "const __dirname = import.meta.dirname;" },
  outfile: "dist/index.js",
  format: "esm",
});

mkdirSync("dist/bin", { recursive: true });
for (const entry of programs) {
  const name = basename(entry, ".ts");
  chmodSync(`dist/${name}.cjs`, 0o755);
  symlinkSync(`../${name}.cjs`, `dist/bin/${name}`);
}
execFileSync(process.execPath, ["dist/dev/code-cache.js"], { stdio: "inherit" });
if (!process.argv.includes("--no-types")) {
  execFileSync("node_modules/.bin/tsc", ["--emitDeclarationOnly"], { stdio: "inherit" });
}
