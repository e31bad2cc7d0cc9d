/** How long a log's processor may take: it holds up neither writing nor other logs, but shall not go on for ever unseen. */
import type { ProcessorRun } from "../os/log-processor.ts";

const SLOW_MS = 60_000;
const MOST_MS = 60 * 60_000;

/** The run's exit code. Calls `onSlow` when it takes a minute, and ends it after an hour, which counts as a failure. */
export async function endOfRun(
  { code, kill }: ProcessorRun,
  onSlow: () => void,
): Promise<number | undefined> {
  const slow = setTimeout(onSlow, SLOW_MS).unref();
  const most = setTimeout(kill, MOST_MS).unref();
  try {
    return await code;
  } finally {
    clearTimeout(slow);
    clearTimeout(most);
  }
}
