/**
 * A readiness probe as one shell command line, for suites that have no probe of their own. Exit 0 means ready.
 * A TCP connection needs bash or nc on the host, HTTP needs curl or wget: neither is part of a suite or of util-linux.
 */
import type { Probe } from "../declare/service.ts";
import { shQuote, shWords } from "./sh-quote.ts";

/** Undefined for probes that the process itself must answer (`fd`, `notify`). */
export function probeLine(probe: Probe): string | undefined {
  switch (probe.kind) {
    case "command":
      return shWords(probe.argv);
    case "path":
      return `[ -e ${shQuote(probe.path)} ]`;
    case "tcp":
      return tcpLine(shQuote(probe.host), `${probe.port}`);
    case "http":
      return httpLine(shQuote(probe.url));
    default:
      return undefined;
  }
}

function tcpLine(host: string, port: string): string {
  const bash = `bash -c 'exec 3<>"/dev/tcp/$0/$1"' ${host} ${port} 2>/dev/null`;
  return `if command -v bash >/dev/null; then ${bash}; else nc -z -w 2 ${host} ${port}; fi`;
}

function httpLine(url: string): string {
  const curl = `curl -fsS -m 5 -o /dev/null ${url}`;
  return `if command -v curl >/dev/null; then ${curl}; else wget -q -T 5 -O /dev/null ${url}; fi`;
}
