/** A syslog message (RFC 3164) of a line: facility daemon, severity info, unless the line begins with a `<N>` of its own. */

const DAEMON_INFO = 30;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

export interface SyslogHeader {
  /** Local time. */
  readonly month: number;
  readonly day: number;
  readonly time: string;
  /** Only over a network: /dev/log adds the host itself. */
  readonly host?: string;
  readonly tag: string;
}

/** The message's head for a line, and where in the line its text begins. */
export function syslogHead(
  line: Uint8Array,
  header: SyslogHeader,
): { readonly head: string; readonly textAt: number } {
  const own = /^<(\d{1,3})>/.exec(String.fromCharCode(...line.subarray(0, 5)));
  const priority = own === null || Number(own[1]) > 191 ? undefined : Number(own[1]);
  const day = String(header.day).padStart(2, " ");
  const stamp = `${MONTHS[header.month] ?? "Jan"} ${day} ${header.time}`;
  const host = header.host === undefined ? "" : `${header.host} `;
  return {
    head: `<${priorityOf(priority)}>${stamp} ${host}${header.tag}: `,
    textAt: priority === undefined ? 0 : (own?.[0].length ?? 0),
  };
}

/** A bare severity (`<3>`, as sd-daemon has it) gets the facility daemon. */
function priorityOf(own: number | undefined): number {
  if (own === undefined) return DAEMON_INFO;
  return own < 8 ? DAEMON_INFO - (DAEMON_INFO % 8) + own : own;
}
