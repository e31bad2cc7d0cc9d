/** What the terminal can show: colour only where a person reads it, NO_COLOR and FORCE_COLOR honoured. */

export interface Paint {
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
}

/** Whether output to `stream` is coloured; `when` is the value of `--color`. */
export function wantsColour(
  stream: { readonly isTTY?: boolean },
  when: "auto" | "always" | "never" = "auto",
): boolean {
  if (when !== "auto") return when === "always";
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "" && FORCE_COLOR !== "0") return true;
  return stream.isTTY === true && TERM !== "dumb";
}

/** Colours that are the identity when `colour` is false. */
export function paint(colour: boolean): Paint {
  const sgr =
    (code: number) =>
    (text: string): string =>
      colour ? `\u001b[${code}m${text}\u001b[0m` : text;
  return { red: sgr(31), green: sgr(32), yellow: sgr(33), cyan: sgr(36), bold: sgr(1), dim: sgr(2) };
}
