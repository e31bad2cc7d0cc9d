/** Made from schema/*.schema.json by src/dev/gen-types.ts; `npx vitest run test/dev -u` makes it anew. */

/**
 * A service of svforge: services/NAME.toml, a drop-in NAME.d/*.toml, hosts/HOST/NAME.toml, or a table [service.NAME] in svforge.toml.
 */
export interface ServiceDeclaration {
  /**
   * What kind of service this is.
   */
  type?: "daemon" | "oneshot" | "bundle";
  /**
   * One line for people. Changing it changes nothing that runs. Variables are expanded.
   */
  description?: string;
  /**
   * Where to read about it: addresses or manual pages.
   */
  docs?: string | string[];
  /**
   * What runs: program and arguments. It must stay in the foreground.
   */
  command?: string | string[];
  /**
   * What runs: the body of a shell script (sh -e), the explicit form for shell logic. Nothing is expanded in it.
   */
  script?: string;
  /**
   * What runs: a hand-written service directory of the project, adopted byte for byte. Relative to the project folder. Variables are expanded.
   */
  "service-dir"?: string;
  /**
   * Of a oneshot: the command that brings it up. Ready means it exited 0.
   */
  up?: string | string[];
  /**
   * Of a oneshot: the command that undoes it.
   */
  down?: string | string[];
  /**
   * Of a bundle: the services it is a name for.
   */
  contents?: string[];
  /**
   * Words before the command, after limits and privileges: the way into a guest, container or namespace.
   */
  wrapper?: string | string[];
  /**
   * Started when supervision starts.
   */
  enabled?: boolean;
  /**
   * `apply` refuses to stop it without --allow-essential.
   */
  essential?: boolean;
  /**
   * `svforge up` ends when it ends, with its exit code.
   */
  main?: boolean;
  /**
   * Services this one needs: pulled in, started earlier, waited for. A list of names, or a table by name.
   */
  "depends-on"?:
    | string[]
    | {
        /**
         * How it depends on this service.
         */
        [k: string]: {
          /**
           * Waits until it is ready, only started, or completed (a oneshot that exited 0).
           */
          condition?: "ready" | "started" | "completed";
          /**
           * Restarted when the other restarts.
           */
          restart?: boolean;
        };
      };
  /**
   * Services used and started earlier when they are declared, and otherwise ignored.
   */
  wants?: string[];
  /**
   * Pure order: starts after these if they start at all.
   */
  after?: string[];
  /**
   * Pure order: starts before these if they start at all.
   */
  before?: string[];
  /**
   * Never runs together with these.
   */
  conflicts?: string[];
  /**
   * Further names others may use for this service.
   */
  provides?: string[];
  /**
   * Stops and restarts together with these.
   */
  "part-of"?: string[];
  /**
   * User the process runs as. Variables are expanded.
   */
  user?: string | number;
  /**
   * Group. Default: the user's. Variables are expanded.
   */
  group?: string | number;
  /**
   * Supplementary groups. Default: the user's from the group database. Variables are expanded.
   *
   * Items: A name or a number.
   */
  groups?: (string | number)[];
  /**
   * File mode creation mask.
   */
  umask?: string;
  /**
   * Working directory. Default: the service directory. Variables are expanded.
   */
  "working-dir"?: string;
  /**
   * Root directory of the process. Variables are expanded.
   */
  chroot?: string;
  /**
   * Scheduling priority; lower is favoured.
   */
  nice?: number;
  /**
   * I/O scheduling class.
   */
  "io-class"?: "none" | "realtime" | "best-effort" | "idle";
  /**
   * I/O priority within its class; lower is favoured.
   */
  "io-priority"?: number;
  /**
   * Processors it may run on: numbers and ranges.
   */
  cpus?: string | number | number[];
  /**
   * CPU scheduling policy, or policy and priority.
   */
  sched?:
    | string
    | {
        /**
         * Policy.
         */
        policy: "other" | "batch" | "idle" | "fifo" | "rr";
        /**
         * 1 to 99 for fifo and rr, 0 for the others.
         */
        priority?: number;
      };
  /**
   * How readily the kernel kills it when memory runs out.
   */
  "oom-score-adj"?: number;
  /**
   * Neither it nor its children gain rights by executing a file.
   */
  "no-new-privs"?: boolean;
  /**
   * Ambient capabilities, or ambient and bounding set.
   */
  capabilities?:
    | string[]
    | {
        /**
         * Kept by a process that is not root.
         */
        ambient?: string[];
        /**
         * The most it can ever have. Default: unchanged.
         */
        bounding?: string[];
      };
  /**
   * Files with NAME=VALUE lines, read at start and never executed by a shell. Variables are expanded.
   */
  "env-file"?:
    | string
    | {
        /**
         * Absolute path.
         */
        path: string;
        /**
         * Absent is fine.
         */
        optional?: boolean;
      }
    | (
        | string
        | {
            /**
             * Absolute path.
             */
            path: string;
            /**
             * Absent is fine.
             */
            optional?: boolean;
          }
      )[];
  /**
   * Directories with one file per variable, as envdir reads them, at start. Variables are expanded.
   */
  "env-dir"?:
    | string
    | {
        /**
         * Absolute path.
         */
        path: string;
        /**
         * Absent is fine.
         */
        optional?: boolean;
      }
    | (
        | string
        | {
            /**
             * Absolute path.
             */
            path: string;
            /**
             * Absent is fine.
             */
            optional?: boolean;
          }
      )[];
  /**
   * Variables of the supervisor that pass through, `*` for any ending. Default: all.
   */
  "pass-env"?: string[];
  /**
   * Start with an empty environment.
   */
  "clear-env"?: boolean;
  /**
   * In a template NAME@.toml: its instances, each a service NAME@INSTANCE.
   */
  instances?: string[];
  /**
   * In a template: name of an instance's directory. Default: NAME@INSTANCE. Variables are expanded.
   */
  "dir-name"?: string;
  /**
   * The earlier name, so that a rename keeps the service running. Variables are expanded.
   */
  "moved-from"?: string;
  /**
   * Resource limits, by their lower-case RLIMIT names. Variables are expanded.
   */
  limits?: {
    /**
     * Address space, bytes.
     */
    as?:
      | number
      | string
      | {
          /**
           * What the process starts with. Default: the hard limit.
           */
          soft?: number | string;
          /**
           * What it may raise it to. Default: left as it is.
           */
          hard?: number | string;
        };
    /**
     * Core file, bytes.
     */
    core?:
      | number
      | string
      | {
          /**
           * What the process starts with. Default: the hard limit.
           */
          soft?: number | string;
          /**
           * What it may raise it to. Default: left as it is.
           */
          hard?: number | string;
        };
    /**
     * Processor time, seconds.
     */
    cpu?:
      | number
      | string
      | {
          /**
           * What the process starts with. Default: the hard limit.
           */
          soft?: number | string;
          /**
           * What it may raise it to. Default: left as it is.
           */
          hard?: number | string;
        };
    /**
     * Data segment, bytes.
     */
    data?:
      | number
      | string
      | {
          /**
           * What the process starts with. Default: the hard limit.
           */
          soft?: number | string;
          /**
           * What it may raise it to. Default: left as it is.
           */
          hard?: number | string;
        };
    /**
     * Size of written files, bytes.
     */
    fsize?:
      | number
      | string
      | {
          /**
           * What the process starts with. Default: the hard limit.
           */
          soft?: number | string;
          /**
           * What it may raise it to. Default: left as it is.
           */
          hard?: number | string;
        };
    /**
     * File locks.
     */
    locks?:
      | number
      | string
      | {
          /**
           * What the process starts with. Default: the hard limit.
           */
          soft?: number | string;
          /**
           * What it may raise it to. Default: left as it is.
           */
          hard?: number | string;
        };
    /**
     * Locked memory, bytes.
     */
    memlock?:
      | number
      | string
      | {
          /**
           * What the process starts with. Default: the hard limit.
           */
          soft?: number | string;
          /**
           * What it may raise it to. Default: left as it is.
           */
          hard?: number | string;
        };
    /**
     * POSIX message queues, bytes.
     */
    msgqueue?:
      | number
      | string
      | {
          /**
           * What the process starts with. Default: the hard limit.
           */
          soft?: number | string;
          /**
           * What it may raise it to. Default: left as it is.
           */
          hard?: number | string;
        };
    /**
     * Ceiling of the nice value, as 20 minus nice.
     */
    nice?:
      | number
      | string
      | {
          /**
           * What the process starts with. Default: the hard limit.
           */
          soft?: number | string;
          /**
           * What it may raise it to. Default: left as it is.
           */
          hard?: number | string;
        };
    /**
     * Open file descriptors.
     */
    nofile?:
      | number
      | string
      | {
          /**
           * What the process starts with. Default: the hard limit.
           */
          soft?: number | string;
          /**
           * What it may raise it to. Default: left as it is.
           */
          hard?: number | string;
        };
    /**
     * Processes of the user.
     */
    nproc?:
      | number
      | string
      | {
          /**
           * What the process starts with. Default: the hard limit.
           */
          soft?: number | string;
          /**
           * What it may raise it to. Default: left as it is.
           */
          hard?: number | string;
        };
    /**
     * Resident set, bytes; Linux ignores it.
     */
    rss?:
      | number
      | string
      | {
          /**
           * What the process starts with. Default: the hard limit.
           */
          soft?: number | string;
          /**
           * What it may raise it to. Default: left as it is.
           */
          hard?: number | string;
        };
    /**
     * Ceiling of the real-time priority.
     */
    rtprio?:
      | number
      | string
      | {
          /**
           * What the process starts with. Default: the hard limit.
           */
          soft?: number | string;
          /**
           * What it may raise it to. Default: left as it is.
           */
          hard?: number | string;
        };
    /**
     * Real-time processor time without a blocking call, microseconds.
     */
    rttime?:
      | number
      | string
      | {
          /**
           * What the process starts with. Default: the hard limit.
           */
          soft?: number | string;
          /**
           * What it may raise it to. Default: left as it is.
           */
          hard?: number | string;
        };
    /**
     * Queued signals.
     */
    sigpending?:
      | number
      | string
      | {
          /**
           * What the process starts with. Default: the hard limit.
           */
          soft?: number | string;
          /**
           * What it may raise it to. Default: left as it is.
           */
          hard?: number | string;
        };
    /**
     * Stack, bytes.
     */
    stack?:
      | number
      | string
      | {
          /**
           * What the process starts with. Default: the hard limit.
           */
          soft?: number | string;
          /**
           * What it may raise it to. Default: left as it is.
           */
          hard?: number | string;
        };
  };
  /**
   * Environment variables. Values reach the process verbatim; nothing is expanded.
   */
  env?: {
    [k: string]: string | number | boolean;
  };
  /**
   * Secrets by file, never in a compiled file, plan, diff or log.
   */
  secrets?: {
    /**
     * One secret.
     */
    [k: string]: {
      /**
       * File that holds it, on the host. Variables are expanded.
       */
      file: string;
      /**
       * path: exported as NAME_FILE. env: read at start and exported as NAME.
       */
      mode?: "path" | "env";
    };
  };
  /**
   * Directories made before the first start.
   */
  dirs?: {
    /**
     * For sockets and pid files, gone at boot: a name below /run, or a table.
     */
    runtime?:
      | string
      | {
          /**
           * Relative name below /run. Variables are expanded.
           */
          name?: string;
          /**
           * Absolute path instead of a name. Variables are expanded.
           */
          path?: string;
          /**
           * Owner. Default: the service's user.
           */
          owner?: string | number;
          /**
           * Group. Default: the service's group.
           */
          group?: string | number;
          /**
           * Mode.
           */
          mode?: string;
          /**
           * Kept when the service is gone.
           */
          keep?: boolean;
        };
    /**
     * For data that lasts: a name below /var/lib, or a table.
     */
    state?:
      | string
      | {
          /**
           * Relative name below /var/lib. Variables are expanded.
           */
          name?: string;
          /**
           * Absolute path instead of a name. Variables are expanded.
           */
          path?: string;
          /**
           * Owner. Default: the service's user.
           */
          owner?: string | number;
          /**
           * Group. Default: the service's group.
           */
          group?: string | number;
          /**
           * Mode.
           */
          mode?: string;
          /**
           * Kept when the service is gone.
           */
          keep?: boolean;
        };
    /**
     * For data that can be made again: a name below /var/cache, or a table.
     */
    cache?:
      | string
      | {
          /**
           * Relative name below /var/cache. Variables are expanded.
           */
          name?: string;
          /**
           * Absolute path instead of a name. Variables are expanded.
           */
          path?: string;
          /**
           * Owner. Default: the service's user.
           */
          owner?: string | number;
          /**
           * Group. Default: the service's group.
           */
          group?: string | number;
          /**
           * Mode.
           */
          mode?: string;
          /**
           * Kept when the service is gone.
           */
          keep?: boolean;
        };
    /**
     * For logs the service writes itself: a name below /var/log, or a table.
     */
    logs?:
      | string
      | {
          /**
           * Relative name below /var/log. Variables are expanded.
           */
          name?: string;
          /**
           * Absolute path instead of a name. Variables are expanded.
           */
          path?: string;
          /**
           * Owner. Default: the service's user.
           */
          owner?: string | number;
          /**
           * Group. Default: the service's group.
           */
          group?: string | number;
          /**
           * Mode.
           */
          mode?: string;
          /**
           * Kept when the service is gone.
           */
          keep?: boolean;
        };
    /**
     * For configuration: a name below /etc, or a table.
     */
    config?:
      | string
      | {
          /**
           * Relative name below /etc. Variables are expanded.
           */
          name?: string;
          /**
           * Absolute path instead of a name. Variables are expanded.
           */
          path?: string;
          /**
           * Owner. Default: the service's user; root for config.
           */
          owner?: string | number;
          /**
           * Group. Default: the service's group; root for config.
           */
          group?: string | number;
          /**
           * Mode.
           */
          mode?: string;
          /**
           * Kept when the service is gone.
           */
          keep?: boolean;
        };
  };
  /**
   * How to see that the service is ready; exactly one of fd, notify, command, tcp, http, path. Without this table, started is ready.
   */
  ready?: {
    /**
     * Writes a newline to this descriptor (s6).
     */
    fd?: number;
    /**
     * Sends READY=1 to NOTIFY_SOCKET.
     */
    notify?: "systemd";
    /**
     * Exits 0 when all is well.
     */
    command?: string | string[];
    /**
     * Accepts a connection: HOST:PORT or PORT (on 127.0.0.1). Variables are expanded.
     */
    tcp?: string;
    /**
     * Answers with a status below 400: an http:// address. Variables are expanded.
     */
    http?: string;
    /**
     * This file or socket exists. Variables are expanded.
     */
    path?: string;
    /**
     * Between two looks.
     */
    interval?: string;
    /**
     * After this long the start has failed.
     */
    timeout?: string;
  };
  /**
   * Looks at a running service and restarts it when that keeps failing; exactly one of command, tcp, http, path.
   */
  health?: {
    /**
     * Exits 0 when all is well.
     */
    command?: string | string[];
    /**
     * Accepts a connection: HOST:PORT or PORT (on 127.0.0.1). Variables are expanded.
     */
    tcp?: string;
    /**
     * Answers with a status below 400: an http:// address. Variables are expanded.
     */
    http?: string;
    /**
     * This file or socket exists. Variables are expanded.
     */
    path?: string;
    /**
     * Between two looks.
     */
    interval?: string;
    /**
     * A look that takes longer has failed.
     */
    timeout?: string;
    /**
     * Failures in a row before the restart.
     */
    retries?: number;
  };
  /**
   * What happens when the service ends by itself. Without this table, it is always restarted, after a second.
   */
  restart?: {
    /**
     * Restarted always, only after a failure, or never.
     */
    policy?: "always" | "on-failure" | "never";
    /**
     * Before the first restart.
     */
    delay?: string;
    /**
     * The delay doubles with every restart up to this. Default: the delay, so it stays the same.
     */
    "max-delay"?: string;
    /**
     * Restarts within the window before giving up. Default: never gives up.
     */
    "max-attempts"?: number;
    /**
     * Of max-attempts.
     */
    window?: string;
    /**
     * Having run this long, the delay begins anew.
     */
    "reset-after"?: string;
    /**
     * Exit codes that are no failure.
     */
    "success-codes"?: number[];
    /**
     * The service stays down, or supervision ends.
     */
    "on-give-up"?: "stop" | "exit";
  };
  /**
   * How the service is stopped. Without this table: TERM, then CONT, and nothing more.
   */
  stop?: {
    /**
     * Sent to stop it.
     */
    signal?:
      | "ABRT"
      | "ALRM"
      | "CONT"
      | "HUP"
      | "INT"
      | "KILL"
      | "PIPE"
      | "PWR"
      | "QUIT"
      | "STOP"
      | "TERM"
      | "TSTP"
      | "TTIN"
      | "TTOU"
      | "URG"
      | "USR1"
      | "USR2"
      | "WINCH"
      | "SIGABRT"
      | "SIGALRM"
      | "SIGCONT"
      | "SIGHUP"
      | "SIGINT"
      | "SIGKILL"
      | "SIGPIPE"
      | "SIGPWR"
      | "SIGQUIT"
      | "SIGSTOP"
      | "SIGTERM"
      | "SIGTSTP"
      | "SIGTTIN"
      | "SIGTTOU"
      | "SIGURG"
      | "SIGUSR1"
      | "SIGUSR2"
      | "SIGWINCH";
    /**
     * Then KILL.
     */
    timeout?: string;
    /**
     * Whom the signals reach: the whole process group, or the process alone.
     */
    kill?: "group" | "process";
    /**
     * Run instead of sending the signal.
     */
    command?: string | string[];
  };
  /**
   * How the service reads its configuration again: a signal or a command.
   */
  reload?: {
    /**
     * Sent to reload.
     */
    signal?:
      | "ABRT"
      | "ALRM"
      | "CONT"
      | "HUP"
      | "INT"
      | "KILL"
      | "PIPE"
      | "PWR"
      | "QUIT"
      | "STOP"
      | "TERM"
      | "TSTP"
      | "TTIN"
      | "TTOU"
      | "URG"
      | "USR1"
      | "USR2"
      | "WINCH"
      | "SIGABRT"
      | "SIGALRM"
      | "SIGCONT"
      | "SIGHUP"
      | "SIGINT"
      | "SIGKILL"
      | "SIGPIPE"
      | "SIGPWR"
      | "SIGQUIT"
      | "SIGSTOP"
      | "SIGTERM"
      | "SIGTSTP"
      | "SIGTTIN"
      | "SIGTTOU"
      | "SIGURG"
      | "SIGUSR1"
      | "SIGUSR2"
      | "SIGWINCH";
    /**
     * Run to reload.
     */
    command?: string | string[];
    /**
     * Files of the service directory whose change alone means reload.
     */
    files?: string[];
    /**
     * What `apply` does for any other change.
     */
    "on-change"?: "restart" | "reload" | "manual";
  };
  /**
   * Commands run around a start and a stop.
   */
  hooks?: {
    /**
     * Before every start; a failure is a failed start.
     *
     * Items: A command: an array of program and arguments, or one string that is split into words by blanks and quotes. No shell is involved. Variables are expanded word by word.
     */
    "pre-start"?: (string | string[])[];
    /**
     * Once ready.
     *
     * Items: A command: an array of program and arguments, or one string that is split into words by blanks and quotes. No shell is involved. Variables are expanded word by word.
     */
    "post-ready"?: (string | string[])[];
    /**
     * Before the stop signal.
     *
     * Items: A command: an array of program and arguments, or one string that is split into words by blanks and quotes. No shell is involved. Variables are expanded word by word.
     */
    "pre-stop"?: (string | string[])[];
    /**
     * After it has ended.
     *
     * Items: A command: an array of program and arguments, or one string that is split into words by blanks and quotes. No shell is involved. Variables are expanded word by word.
     */
    "post-stop"?: (string | string[])[];
    /**
     * When supervision gives up on it.
     *
     * Items: A command: an array of program and arguments, or one string that is split into words by blanks and quotes. No shell is involved. Variables are expanded word by word.
     */
    "on-fail"?: (string | string[])[];
  };
  /**
   * Where output goes. Without this table it is logged to /var/log/sv/NAME.
   */
  log?: {
    /**
     * Directory of the log. A relative one lies below the state directory. Variables are expanded.
     */
    dir?: string;
    /**
     * Instead of a directory: none, inherit (the supervisor's own output), syslog, syslog:ADDRESS, or service:NAME. Variables are expanded.
     */
    to?: string;
    /**
     * User the logger runs as. Default: as the supervisor.
     */
    user?: string | number;
    /**
     * Group of the logger.
     */
    group?: string | number;
    /**
     * Mode of the log files.
     */
    mode?: string;
    /**
     * Stamp before each line.
     */
    timestamp?: "tai64n" | "iso" | "none";
    /**
     * Text before each line, after the stamp. Variables are expanded.
     */
    prefix?: string;
    /**
     * A file this large is rotated.
     */
    "max-size"?: number | string;
    /**
     * Rotated files kept.
     */
    keep?: number;
    /**
     * Most bytes of all files together. Default: no bound of its own.
     */
    "max-total"?: number | string;
    /**
     * Rotated at this age too. Default: by size alone.
     */
    "rotate-every"?: string;
    /**
     * What becomes of rotated files. `zstd` under svforge's runtime needs Node 22.15 or later; an earlier one says so and writes gzip, and `check --host` warns.
     */
    compress?: "none" | "gzip" | "zstd";
    /**
     * Run on each rotated file.
     */
    processor?: string | string[];
    /**
     * multilog patterns, each beginning with + or -; the last that matches decides.
     */
    filter?: string[];
    /**
     * Standard error goes into the log too, into a log of its own, or to the supervisor.
     */
    stderr?: "merge" | "separate" | "inherit";
    /**
     * When the log cannot be written: the service waits, or the oldest lines are lost; on a full disk the oldest rotated files go first.
     */
    "on-full"?: "block" | "drop-oldest";
  };
  /**
   * Who else may control and see the service: owner and modes of supervise/.
   */
  control?: {
    /**
     * May control it.
     */
    user?: string | number;
    /**
     * May control it.
     */
    group?: string | number;
    /**
     * Who may read its state.
     */
    status?: "owner" | "all";
  };
  /**
   * Compile-time variables, used as ${var.NAME}. Their values are not expanded themselves.
   */
  vars?: {
    [k: string]: string | number | boolean;
  };
  /**
   * Extra raw files for one target: the escape hatch.
   */
  target?: {
    /**
     * Only when compiled for builtin.
     */
    builtin?: {
      /**
       * Extra files of the service directory by relative path; nothing is expanded in them.
       */
      files?: {
        /**
         * Content, or content and mode.
         */
        [k: string]:
          | string
          | {
              /**
               * What the file holds.
               */
              content: string;
              /**
               * Mode 0755 instead of 0644.
               */
              executable?: boolean;
            };
      };
    };
    /**
     * Only when compiled for runit.
     */
    runit?: {
      /**
       * Extra files of the service directory by relative path; nothing is expanded in them.
       */
      files?: {
        /**
         * Content, or content and mode.
         */
        [k: string]:
          | string
          | {
              /**
               * What the file holds.
               */
              content: string;
              /**
               * Mode 0755 instead of 0644.
               */
              executable?: boolean;
            };
      };
    };
    /**
     * Only when compiled for daemontools.
     */
    daemontools?: {
      /**
       * Extra files of the service directory by relative path; nothing is expanded in them.
       */
      files?: {
        /**
         * Content, or content and mode.
         */
        [k: string]:
          | string
          | {
              /**
               * What the file holds.
               */
              content: string;
              /**
               * Mode 0755 instead of 0644.
               */
              executable?: boolean;
            };
      };
    };
    /**
     * Only when compiled for s6.
     */
    s6?: {
      /**
       * Extra files of the service directory by relative path; nothing is expanded in them.
       */
      files?: {
        /**
         * Content, or content and mode.
         */
        [k: string]:
          | string
          | {
              /**
               * What the file holds.
               */
              content: string;
              /**
               * Mode 0755 instead of 0644.
               */
              executable?: boolean;
            };
      };
    };
    /**
     * Only when compiled for busybox.
     */
    busybox?: {
      /**
       * Extra files of the service directory by relative path; nothing is expanded in them.
       */
      files?: {
        /**
         * Content, or content and mode.
         */
        [k: string]:
          | string
          | {
              /**
               * What the file holds.
               */
              content: string;
              /**
               * Mode 0755 instead of 0644.
               */
              executable?: boolean;
            };
      };
    };
  };
  /**
   * In a template: overrides for one instance, any key of a service.
   */
  instance?: {
    [k: string]: ServiceDeclaration;
  };
}

/**
 * The project file svforge.toml.
 */
export interface ProjectDeclaration {
  /**
   * Settings of the project.
   */
  project?: {
    /**
     * Name of the project, in plans and history.
     */
    name?: string;
    /**
     * Supervisor the services are compiled for.
     */
    target?: "builtin" | "runit" | "daemontools" | "s6" | "busybox";
    /**
     * Folder of the files NAME.toml.
     */
    "services-dir"?: string;
    /**
     * Scan directory `apply` activates into; absolute.
     */
    "scan-dir"?: string;
    /**
     * Where generations are kept; absolute.
     */
    "state-dir"?: string;
    /**
     * Log directory for what has no logger, and for what `svforge up` itself says; absolute. `svscan --log=DIR` outside of `up`.
     */
    "catch-all"?: string;
    /**
     * Folders of hand-written service directories, taken as they are. Each directory with a file `run` is a service and gets the site's logger, unless it holds a file named `log` (no logger) or a directory `log` (its own).
     */
    "hand-written"?: string | string[];
  };
  /**
   * Keys every service of the project starts with, for example [defaults.log].
   */
  defaults?: ServiceDeclaration;
  /**
   * Small services inline, by name.
   */
  service?: {
    [k: string]: ServiceDeclaration;
  };
  /**
   * Layers for one host, applied with --host=NAME.
   */
  host?: {
    /**
     * What is different on this host.
     */
    [k: string]: {
      /**
       * Laid over [defaults].
       */
      defaults?: ServiceDeclaration;
      /**
       * Laid over services, by name.
       */
      service?: {
        [k: string]: ServiceDeclaration;
      };
    };
  };
}
