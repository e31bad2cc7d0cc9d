/** Numbers of the Linux kernel and C library that Node does not name. The same on x64 and arm64 (asm-generic). */

export const LOCK_EX = 2;
export const LOCK_NB = 4;
export const LOCK_UN = 8;

export const F_SETFD = 2;
export const F_SETFL = 4;
export const F_GETFL = 3;
export const FD_CLOEXEC = 1;
export const F_SETPIPE_SZ = 1031;
export const FIONREAD = 0x541b;
export const O_CLOEXEC = 0o2000000;
export const O_PATH = 0o10000000;

export const P_ALL = 0;
export const P_PID = 1;
export const WNOHANG = 1;
export const WEXITED = 4;
export const WNOWAIT = 0x0100_0000;
/** `si_code` of SIGCHLD. */
export const CLD_EXITED = 1;
export const CLD_DUMPED = 3;

export const PR_SET_CHILD_SUBREAPER = 36;

export const RLIMIT_NOFILE = 7;

export const CLOCK_BOOTTIME = 7;

/** Flags of posix_spawnattr_setflags, equal in glibc and musl. */
export const POSIX_SPAWN_SETSIGDEF = 0x04;
export const POSIX_SPAWN_SETSIGMASK = 0x08;
export const POSIX_SPAWN_SETSID = 0x80;

/** System call numbers; both architectures take these from the common table. */
export const SYS_pidfd_open = 434;

export const AF_UNIX = 1;
/** SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK */
export const SOCK_DGRAM_CLOEXEC_NONBLOCK: number = 2 | 0o2000000 | 0o4000;
export const SOL_SOCKET = 1;
export const SO_PASSCRED = 16;
