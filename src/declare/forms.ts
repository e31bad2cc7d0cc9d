/** How values with a form of their own are written, in words: shared by the schema's messages and the reader's. */

export interface Form {
  /** "a duration". */
  readonly what: string;
  readonly help: string;
}

/** By definition in the schema's `$defs`. */
export const FORMS: Readonly<Record<string, Form>> = {
  duration: {
    what: "a duration",
    help: 'a number and a unit: "500ms", "30s", "5m", "48h", "1d", or "infinity"',
  },
  size: { what: "a size", help: 'bytes, or a number and a unit: "10K", "10M", "2G" (1024), "10MB" (1000)' },
  mode: { what: "an octal mode", help: 'three or four octal digits in quotes, such as "0755"' },
  path: { what: "an absolute path", help: "it begins with /" },
  account: { what: "the name or number of an account", help: "letters, digits and _ . -" },
};
