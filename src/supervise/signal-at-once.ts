/** Whether a control byte means a signal to the process and nothing before it: a driver may then send it first and step after. */
import { commandOf } from "../protocol/control.ts";
import type { ServiceState } from "./service-state.ts";

/**
 * Its name without SIG: a `control` of this byte with `isBare` asks for this one signal, to the process alone, and for no
 * job. Undefined says nothing. Without the time `step` takes: a fifth of that from the byte to the signal.
 */
export function signalAtOnce(
  { phase, scripts, definition: { role, reload, stop } }: ServiceState,
  byte: number,
): string | undefined {
  if (phase !== "up" || scripts !== "" || role !== "service") return undefined;
  const command = commandOf(byte);
  if (command?.kind !== "signal") return undefined;
  switch (command.letter) {
    case "k":
      return undefined;
    case "t":
      return stop.group ? undefined : command.signal;
    case "h":
      return reload === "command" ? undefined : reload.signal;
    default:
      return command.signal;
  }
}
