/**
 * Whether the monitor is ending, or must not begin to: in the moment in which another program takes its place an end that is asked for
 * is put off, and that program does it. It would start again what has been stopped.
 */
export class Ending {
  #hasBegun = false;
  #isPutOff = false;
  #code: number | undefined;

  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  /** Exit code of an end that was put off. */
  get code(): number | undefined {
    return this.#code;
  }

  /** An end is asked for. False: it is put off. */
  begin(code: number): boolean {
    if (this.#isPutOff) this.#code ??= code;
    else this.#hasBegun = true;
    return !this.#isPutOff;
  }

  /** From now on; not for one that has begun. */
  putOff(): void {
    this.#isPutOff = true;
  }

  /** No other program takes its place after all. Gives the code of an end that was put off, for whoever begins it now. */
  goOn(): number | undefined {
    const code = this.#code;
    this.#isPutOff = false;
    this.#code = undefined;
    return code;
  }
}
