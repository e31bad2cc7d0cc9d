/**
 * Property tests take a new seed in every run, so that they go on exploring; in CI always the same, so that a failure is the
 * change's. SVFORGE_FUZZ_SEED sets it.
 */
import { configureGlobal } from "fast-check";

const given = process.env.SVFORGE_FUZZ_SEED ?? (process.env.CI ? "20261121" : undefined);
if (given !== undefined) configureGlobal({ seed: Number(given) });
