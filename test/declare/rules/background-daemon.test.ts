import { expect, it } from "vitest";
import { load } from "../../helpers/project.ts";

const messages = (command: string): readonly string[] =>
  load({ "services/x.toml": `command = ${command}` }).diagnostics.map((d) => `${d.code} ${d.message}`);

it.each([
  ['["/usr/sbin/nginx"]', "nginx goes into the background by default"],
  ['"/usr/sbin/sshd"', "sshd goes into the background by default"],
  ['"/usr/sbin/php-fpm8.2 --fpm-config /x"', "php-fpm goes into the background by default"],
  ['"cron"', "cron goes into the background by default"],
  ['"redis-server --daemonize yes"', "`--daemonize` sends redis-server into the background"],
  ['"busybox syslogd -O -"', "syslogd goes into the background by default"],
  ['"memcached -d"', "`-d` sends memcached into the background"],
  ['"anything --daemon"', "`--daemon` sends anything into the background"],
])("%s", (command, message) => {
  expect(messages(command)).toEqual([`W0305 ${message}`]);
});

it.each([
  '["/usr/sbin/nginx", "-g", "daemon off;"]',
  '"/usr/sbin/sshd -D"',
  '"/usr/sbin/sshd -eD"',
  '"cron -f -L 15"',
  '"squid -N -D -sYC"',
  '"php-fpm8.2 --nodaemonize"',
  '"httpd -DFOREGROUND"',
  '"haproxy -W -db"',
  '"my-program -d"',
  '["/bin/toString"]',
  '["/bin/constructor", "x"]',
  '"redis-server --daemonize no"',
  '"busybox httpd -f"',
  '["busybox"]',
])("%s stays", (command) => {
  expect(messages(command)).toEqual([]);
});
