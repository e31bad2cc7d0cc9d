import { defineConfig } from "vitest/config";

const reporters = ["default", "./test/helpers/closing-line.ts"];

/** `unit`: pure code, no isolation needed. `system`: real processes, one file at a time, against the built `dist/`. */
export default defineConfig({
  test: {
    reporters,
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/system/**", "node_modules/**"],
          setupFiles: ["./test/helpers/property-seed.ts"],
          isolate: false,
          pool: "threads",
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: "system",
          include: ["test/system/**/*.test.ts"],
          setupFiles: ["./test/helpers/property-seed.ts"],
          pool: "forks",
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // Real processes on a shared machine: a second try in CI, and the closing lines name who needed it.
          retry: process.env.CI ? 2 : 0,
        },
      },
    ],
  },
});
