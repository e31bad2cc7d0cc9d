/** The one way a command ends with a code other than 0: it throws this, `main` prints and exits. */
export class Exit extends Error {
  readonly code: number;

  /** `message` goes to standard error as it stands; empty prints nothing. */
  constructor(code: number, message = "") {
    super(message);
    this.name = NAME;
    this.code = code;
  }
}

/** By name, for each part of the program has a class `Exit` of its own and one calls another. */
export function isExit(error: unknown): error is Exit {
  return error instanceof Error && error.name === NAME;
}

const NAME = "SvforgeExit";
