/** Bytes that SCAN/.svscan/control understands: what `svforge apply`, `up` and an administrator ask of a monitor. */
export const MONITOR_CONTROL = {
  /** Look at the scan directory now. Also SIGALRM and SIGHUP. */
  rescan: "a",
  /** Stop everything in order and end. Also SIGTERM and SIGINT. */
  stop: "t",
  /** Become the program that is now installed, keeping pid and children. Also SIGUSR2. */
  upgrade: "u",
} as const;
