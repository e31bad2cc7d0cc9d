/** Every code a message can carry, and what `svforge explain CODE` says about it. Codes never change their meaning. */

export interface CodeText {
  readonly title: string;
  /** Plain prose, a few sentences: what it means and what to do. */
  readonly text: string;
}

export const CODES: Readonly<Record<string, CodeText>> = {
  E0001: {
    title: "no project here",
    text: "A project is a folder with a file `svforge.toml`. Commands look for it in the current folder and those above it. `svforge init` makes one; `--project=DIR` names another folder.",
  },
  E0002: {
    title: "a file cannot be read",
    text: "The file or folder is part of the project, but reading it failed: a missing permission, a link that leaves the project folder, or a disk error. Nothing outside the project folder is ever read.",
  },
  E0003: {
    title: "not UTF-8",
    text: "TOML files are UTF-8 text. The place shown is the first character that is not. Save the file as UTF-8 in the editor, or convert it with iconv.",
  },
  E0004: {
    title: "too large or too deep",
    text: "A declaration may have 1 MiB, and tables and arrays may be nested 100 levels deep. Both limits are far beyond anything written by hand.",
  },
  E0010: {
    title: "not TOML",
    text: "The text is not valid TOML 1.0. svforge skips the faulty statement and goes on, so several mistakes of one file are shown at once. The language is described at https://toml.io.",
  },
  E0011: {
    title: "defined twice",
    text: "TOML lets a key or a table be defined once. Tables made by dotted keys or written inline with braces cannot be extended later by a [header].",
  },
  E0012: {
    title: "an integer beyond 64 bits",
    text: 'TOML integers go from -9223372036854775808 to 9223372036854775807. For `no limit` write "unlimited".',
  },
  E0013: {
    title: "no such date or time",
    text: "A date or time in TOML must exist: months have their own number of days, hours end at 23, minutes and seconds at 59.",
  },
  E0101: {
    title: "wrong type",
    text: "The key takes another type of value, for example a list instead of a string, or a number without quotes. docs/reference.md lists the type of every key.",
  },
  E0102: {
    title: "something is missing",
    text: "A table lacks a key it cannot do without.",
  },
  E0103: {
    title: "unknown key",
    text: "Nothing is ignored silently: a key svforge does not know is an error, since most are typing mistakes. The nearest valid name is shown. Compile-time variables go into [vars], environment variables into [env].",
  },
  E0104: {
    title: "not one of the allowed values",
    text: "The key takes one of a few words. The message lists them.",
  },
  E0105: {
    title: "not in the expected form",
    text: "The value has the right type but cannot be read: a size, duration, octal mode, limit, address, name or path. The message shows an example. Values with variables are checked after the variables are replaced.",
  },
  E0106: {
    title: "out of range",
    text: "The number is smaller or larger than what the kernel or svforge takes, or two values contradict one another, such as a soft limit above the hard one.",
  },
  E0107: {
    title: "a key of another system",
    text: "The key is known from systemd, compose, supervisord, runit or s6. The message says what it is called here.",
  },
  E0108: {
    title: "reserved for later",
    text: "[schedule], [cgroup] and [socket] are reserved names. svforge refuses them today rather than ignore them, so that a declaration never promises what does not happen.",
  },
  E0109: {
    title: "a float or a date",
    text: "No key takes a floating-point number or a date. Write an integer, or put the value in quotes.",
  },
  E0110: {
    title: "the key does not belong here",
    text: "Some keys have a meaning only in one place: `instances`, `dir-name` and [instance.X] in a template (`NAME@.toml`); what a service runs never in [defaults]. A bundle is a name for services: what concerns a process, its log or its order is declared in these.",
  },
  E0201: {
    title: "nothing to run, or two things at once",
    text: 'A service has exactly one of `command`, `script`, `service-dir`, `up` (with type = "oneshot") and `contents` (with type = "bundle"). Likewise [ready] and [health] look at one thing, and [log] has `dir` or `to`.',
  },
  E0202: {
    title: "no such service",
    text: "The name is neither a declared service nor one a service `provides`. A service that may be absent belongs into `wants`.",
  },
  E0203: {
    title: "services wait for one another",
    text: "`depends-on`, `wants` and `after` make a service start later than the one named, `before` earlier. The services shown form a circle, so none of them could ever start first. Every reference on the way is shown; take out one.",
  },
  E0204: {
    title: "the name is taken",
    text: "Two services have the same name, the same directory, or one provides a name that is another's. Both places are shown.",
  },
  E0205: {
    title: "not a name for a service",
    text: "Names have lower-case letters, digits and `_ . @ -`, begin with a letter or digit, and have at most 63 characters. `log` and `supervise` mean something else inside a service directory; `svforge-confirm` is svforge's own.",
  },
  E0206: {
    title: "a variable without a value",
    text: "`${var.x}` needs `x` in [vars] or a default (`${var.x:-default}`), `${instance}` a template, `${host}` a host (`--host=NAME`). Nothing is read from the environment.",
  },
  E0207: {
    title: "not a variable",
    text: "There are `${var.x}`, `${var.x:-default}`, `${name}`, `${instance}` and `${host}`; `$$` is a dollar. A shell's own variables are written `$${HOME}`, or belong into `script`, where nothing is expanded.",
  },
  E0208: {
    title: "not a command line",
    text: "A command written as one string is split into words by blanks and quotes. No shell sees it, so operators such as | and > would reach the program as words; svforge refuses them. Use `script` for shell logic.",
  },
  E0209: {
    title: "no such instance",
    text: "The instance is not listed in the template's `instances`.",
  },
  E0210: {
    title: "not a service directory",
    text: "A hand-written service directory lies inside the project folder and has a file `run`. Links in it may point into the project or to absolute paths of the host.",
  },
  E0211: {
    title: "--set cannot be read",
    text: "`--set SERVICE.KEY=VALUE` changes one key of one service, for example --set web.limits.nofile=1024. The value is TOML; what is no TOML value is taken as a string.",
  },
  E0212: {
    title: "needs what it excludes",
    text: "A service both depends on another and conflicts with it, so it could never run.",
  },
  E0213: {
    title: "two loggers",
    text: "A hand-written directory with its own `log/` keeps it, and one with a file `log` wants none. [log] contradicts that.",
  },
  E0214: {
    title: "two loggers write to one directory",
    text: "Loggers rotate and delete files in their directory; two of them destroy each other's logs. Use ${name} in a shared [defaults.log] `dir`.",
  },
  E0215: {
    title: "a daemon never completes",
    text: 'The condition "completed" waits for a oneshot to exit 0. A daemon does not end, so the service would wait for ever; use "ready" or "started".',
  },
  E0216: {
    title: "the earlier name is in use",
    text: "`moved-from` carries a running service over to its new name. That works only when the old name is gone and one service claims it.",
  },
  E0401: {
    title: "no such account on this host",
    text: "Reported by `check --host`: a user or group the declaration names does not exist on this machine, so the service could not start. Create it, or check on the host the project is for.",
  },
  W0301: {
    title: "an order without effect",
    text: "`after` and `before` only order two services that both start. The one named is not declared, or it is disabled and nothing pulls it in. `depends-on` and `wants` also start it.",
  },
  W0302: {
    title: "two services, one port",
    text: "Both services count as ready when the same address answers. At most one of them can listen there, and the other looks ready when it is not.",
  },
  W0304: {
    title: "a secret in a declaration",
    text: "What is declared ends in version control, in compiled files, in plans and in the environment of every child. Keep the secret in a file of the host and name it in [secrets]. The value itself is never printed.",
  },
  W0305: {
    title: "a daemon that leaves",
    text: "A supervisor watches the process it started. A daemon that forks into the background ends that process at once, looks dead, and is started again. Nearly every daemon has a flag to stay.",
  },
  W0306: {
    title: "perhaps a typing mistake",
    text: "`wants`, `after`, `before` and `conflicts` may name what is not declared. This name is so close to a declared one that it may be meant.",
  },
  W0307: {
    title: "a host nobody mentions",
    text: "`--host` names a host for which the project declares nothing, although it declares something for one of nearly the same name.",
  },
  W0308: {
    title: "a script that cannot start",
    text: "A hand-written directory is taken as it is. This one has a script that no kernel starts, because it is not executable or its first line names no interpreter, or a `log/` in which nothing runs: what the service writes would fill the pipe and stop it.",
  },
  W0309: {
    title: "a variable that nobody expands",
    text: "What stands in [env] reaches the process byte for byte. `${instance}` and `${var.NAME}` mean something in other keys of a declaration, but here they are the text itself. An instance has variables of its own in [instance.NAME.env].",
  },
  W0402: {
    title: "not there on this host",
    text: "Reported by `check --host`: a program, folder or file the declaration names is missing on this machine, a program cannot be executed, or rotated logs are to become zstd and this Node cannot write it.",
  },
  E0501: {
    title: "the target cannot express a key",
    text: "The supervisor the directories are compiled for has no way to do what the key says, or only an inexact one. svforge never approximates: choose what the message suggests, or another target.",
  },
  E0502: {
    title: "two files of one name",
    text: "A file that the declaration generates is also one of the hand-written service directory, or of [target.NAME] files. Hand-written files are never replaced: remove the file, or the key that makes it.",
  },
  E0503: {
    title: "belongs into the hand-written run",
    text: "A hand-written service directory is adopted byte for byte. Who it runs as, its limits, its environment and its waiting are the business of its own `run`; log policy and readiness can be declared around it.",
  },
  E0504: {
    title: "a log directory without a place",
    text: "A relative `log.dir` lies below the state directory, and none was known when compiling. Give an absolute path, or set `state-dir` in [project].",
  },
};
