/** Failures that are our bugs, never the user's: a user's mistake is a `Diagnostic`, a failed call an `OsError`. */

/** Throws when `condition` is false. The message says what must hold. */
export function invariant(condition: unknown, mustHold: string): asserts condition {
  if (!condition) throw new Error(`svforge bug: ${mustHold}. Please report it.`);
}

/** Makes a `switch` exhaustive: the compiler refuses a call that can be reached. */
export function assertNever(value: never): never {
  throw new Error(`svforge bug: unexpected ${JSON.stringify(value)}. Please report it.`);
}
