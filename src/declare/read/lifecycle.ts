/** How a service is started again, stopped, reloaded, and what runs around that. */
import type { Reader } from "../reader.ts";
import type { Hooks, Reload, Restart, Stop } from "../service.ts";

/** Undefined without `[restart]`: the target's own way. */
export function readRestart(reader: Reader): Restart | undefined {
  if (!reader.has("restart")) return undefined;
  const delayMs = reader.milliseconds("restart.delay") ?? 1000;
  const maxAttempts = reader.integer("restart.max-attempts");
  return {
    policy: reader.word<Restart["policy"]>("restart.policy") ?? "always",
    delayMs,
    maxDelayMs: readMaxDelay(reader, delayMs),
    ...(maxAttempts !== undefined && { maxAttempts }),
    windowMs: reader.milliseconds("restart.window") ?? 300_000,
    resetAfterMs: reader.milliseconds("restart.reset-after") ?? 60_000,
    successCodes: readSuccessCodes(reader),
    onGiveUp: reader.word<Restart["onGiveUp"]>("restart.on-give-up") ?? "stop",
  };
}

function readMaxDelay(reader: Reader, delayMs: number): number {
  const maxDelayMs = reader.milliseconds("restart.max-delay") ?? delayMs;
  const setting = reader.at("restart.max-delay");
  if (maxDelayMs < delayMs && setting !== undefined)
    reader.wrong(setting, { code: "E0106", message: "`max-delay` is shorter than `delay`" });
  return maxDelayMs;
}

function readSuccessCodes(reader: Reader): readonly number[] {
  const setting = reader.at("restart.success-codes");
  const value = setting?.mark.value;
  if (setting === undefined || !Array.isArray(value)) return [0];
  const codes = value.filter((code) => typeof code === "number");
  reader.note("restart.success-codes", setting, JSON.stringify(codes));
  return codes;
}

/** Undefined without `[stop]`: TERM, then CONT, and nothing more. */
export function readStop(reader: Reader): Stop | undefined {
  if (!reader.has("stop")) return undefined;
  const command = reader.argv("stop.command");
  return {
    signal: readSignal(reader, "stop.signal") ?? "TERM",
    timeoutMs: reader.duration("stop.timeout") ?? "infinity",
    kill: reader.word<Stop["kill"]>("stop.kill") ?? "process",
    ...(command && { command }),
  };
}

/** `[reload]`; undefined without it. */
export function readReload(reader: Reader): Reload | undefined {
  if (!reader.has("reload")) return undefined;
  const signal = readSignal(reader, "reload.signal");
  const command = reader.argv("reload.command");
  const both = reader.at("reload.command");
  if (signal !== undefined && both !== undefined) {
    const message = "both `signal` and `command` in [reload]";
    reader.wrong(both, { code: "E0201", message, help: "keep one of them" }, both.keyPlace());
  }
  const action = signal === undefined ? command && { command } : { signal };
  return {
    ...(action && { action }),
    files: reader.texts("reload.files") ?? [],
    onChange: reader.word<Reload["onChange"]>("reload.on-change") ?? "restart",
  };
}

const NO_HOOKS: Hooks = { preStart: [], postReady: [], preStop: [], postStop: [], onFail: [] };

/** `[hooks]`, each list empty when not declared. */
export function readHooks(reader: Reader): Hooks {
  if (!reader.has("hooks")) return NO_HOOKS;
  return {
    preStart: reader.argvs("hooks.pre-start"),
    postReady: reader.argvs("hooks.post-ready"),
    preStop: reader.argvs("hooks.pre-stop"),
    postStop: reader.argvs("hooks.post-stop"),
    onFail: reader.argvs("hooks.on-fail"),
  };
}

function readSignal(reader: Reader, path: string): string | undefined {
  return reader.word(path)?.replace(/^SIG/, "");
}
