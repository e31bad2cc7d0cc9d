/**
 * A daemon that forks into the background leaves its supervisor with nothing to supervise: it looks dead and is started
 * again and again. Which flags keep which daemon in the foreground is common knowledge of their manual pages.
 */
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Linked } from "../link.ts";
import type { Argv, Service } from "../service.ts";
import { placeOf } from "./place-of.ts";

/** A warning for each service whose command is known to leave. */
export function backgroundDaemon(linked: Linked): readonly Diagnostic[] {
  return linked.services.flatMap((service) => {
    const finding = service.work.kind === "command" ? inspect(service.work.argv) : undefined;
    return finding === undefined ? [] : [toDiagnostic(linked, service, finding)];
  });
}

interface Finding {
  readonly message: string;
  readonly help: string;
}

const toDiagnostic = (linked: Linked, service: Service, finding: Finding): Diagnostic => ({
  code: "W0305",
  severity: "warning",
  ...finding,
  places: placeOf(linked, service, "command"),
});

function inspect([program, ...args]: Argv): Finding | undefined {
  const name = program.slice(program.lastIndexOf("/") + 1).replace(/-?\d[\d.]*$/, "");
  const [applet, ...rest] = args;
  if (name === "busybox" && applet !== undefined) return inspect([applet, ...rest]);
  const own = Object.hasOwn(BACKGROUND, name) ? BACKGROUND[name] : undefined;
  const flag = args.find(
    (arg, i) => own?.includes(arg) || (GOES_AWAY.test(arg) && !DENIES.test(args[i + 1] ?? "")),
  );
  if (flag !== undefined)
    return { message: `\`${flag}\` sends ${name} into the background`, help: "leave the flag out" };
  const wanted = Object.hasOwn(FOREGROUND, name) ? FOREGROUND[name] : undefined;
  if (wanted === undefined || wanted.some((words) => present(args, words))) return undefined;
  return { message: `${name} goes into the background by default`, help: `add \`${wanted[0]}\`` };
}

const GOES_AWAY = /^--(daemon|daemonize|daemonise|detach|background|fork)(=(yes|true|1))?$/;

/** `--daemonize no`, as redis-server takes it. */
const DENIES = /^(no|false|off|0)$/;

/** Whether the words stand among the arguments: as they are, joined, or with a short flag inside a cluster. */
function present(args: readonly string[], words: string): boolean {
  if (args.includes(words) || args.join(" ").includes(words)) return true;
  if (!/^-[A-Za-z]$/.test(words)) return false;
  return args.some((arg) => /^-[A-Za-z]+$/.test(arg) && arg.includes(words.slice(1)));
}

/** Flags, any of which keeps the daemon in the foreground; the first is the one to recommend. */
const FOREGROUND: Readonly<Record<string, readonly string[]>> = {
  nginx: ["-g 'daemon off;'", "daemon off", "-t", "-c"],
  sshd: ["-D", "-d", "-i", "-t"],
  cron: ["-f"],
  crond: ["-f", "-n", "-d"],
  ntpd: ["-n", "-d", "-q"],
  chronyd: ["-d", "-n", "-q"],
  apache: ["-DFOREGROUND", "-D FOREGROUND", "-X"],
  httpd: ["-DFOREGROUND", "-D FOREGROUND", "-X", "-f"],
  "php-fpm": ["--nodaemonize", "-F"],
  unbound: ["-d"],
  dnsmasq: ["-k", "--keep-in-foreground", "-d", "--no-daemon"],
  rsyslogd: ["-n"],
  "syslog-ng": ["-F", "--foreground"],
  syslogd: ["-n", "-F"],
  klogd: ["-n"],
  squid: ["-N", "--foreground"],
  named: ["-f", "-g"],
  lighttpd: ["-D"],
  dhclient: ["-d"],
  dhcpcd: ["-B", "--nobackground"],
  udhcpc: ["-f"],
  smbd: ["-F", "--foreground", "-i"],
  nmbd: ["-F", "--foreground", "-i"],
  winbindd: ["-F", "--foreground", "-i"],
  proftpd: ["-n", "--nodaemon"],
  rpcbind: ["-f", "-d"],
  inetd: ["-f", "-i", "-d"],
  xinetd: ["-dontfork", "-d"],
  acpid: ["-f", "-d"],
  snmpd: ["-f"],
  snmptrapd: ["-f"],
  collectd: ["-f"],
  dropbear: ["-F"],
  telnetd: ["-F"],
  atd: ["-f", "-d"],
  exim: ["-bdf", "-bdf -q"],
  supervisord: ["-n", "--nodaemon"],
  pdnsd: ["--nodaemon"],
  pdns_server: ["--daemon=no"],
  smartd: ["-n", "--no-fork", "-d"],
  uuidd: ["-F", "-d"],
};

/** Flags that send a daemon away which otherwise stays. */
const BACKGROUND: Readonly<Record<string, readonly string[]>> = {
  haproxy: ["-D"],
  memcached: ["-d"],
  wpa_supplicant: ["-B"],
  hostapd: ["-B"],
  "avahi-daemon": ["-D"],
  mosquitto: ["-d"],
};
