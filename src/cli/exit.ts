/** The one way a command ends with a code other than 0: it throws this, `main` prints and exits. */
export class Exit extends Error {
  readonly code: number;

  /** `message` goes to standard error as it stands; empty prints nothing. */
  constructor(code: number, message = "") {
    super(message);
    this.code = code;
  }
}
