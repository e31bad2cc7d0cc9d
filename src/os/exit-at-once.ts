/** The end of a process that Node would not reach while a thread of it hangs. */
import { bind } from "./libc.ts";

const exit = bind("void _exit(int code)");

/** Ends this process now: nothing is waited for, no thread and no buffer. */
export function exitAtOnce(code: number): void {
  exit(code);
}
