/** Asking whether a service is there: a connection, an HTTP answer, a path. Commands are jobs like any other. */
import { get } from "node:http";
import { connect } from "node:net";
import { resolve } from "node:path";
import { exists } from "../os/service-directory.ts";
import type { ProbeJson } from "../protocol/service-json.ts";

/** Answers exactly once, within `limitMs`. `directory` is where relative paths start. */
export function ask(
  probe: ProbeJson,
  directory: string,
  limitMs: number,
  answer: (ok: boolean) => void,
): void {
  if (probe.tcp !== undefined) askTcp(probe.tcp, limitMs, answer);
  else if (probe.http !== undefined) askHttp(probe.http, limitMs, answer);
  else answer(probe.path !== undefined && exists(resolve(directory, probe.path)));
}

function askTcp(
  address: { readonly host: string; readonly port: number },
  limitMs: number,
  answer: (ok: boolean) => void,
): void {
  const socket = connect({ host: address.host, port: address.port });
  const end = once((ok) => {
    clearTimeout(timer);
    socket.destroy();
    answer(ok);
  });
  const timer = setTimeout(() => end(false), limitMs);
  socket.once("connect", () => end(true));
  socket.on("error", () => end(false));
}

/** Any answer from 200 to 399 is good, as orchestrators read it. */
function askHttp(url: string, limitMs: number, answer: (ok: boolean) => void): void {
  const request = get(url, { agent: false, headers: { connection: "close" } });
  const end = once((ok) => {
    clearTimeout(timer);
    request.destroy();
    answer(ok);
  });
  const timer = setTimeout(() => end(false), limitMs);
  request.once("response", (response) => {
    const code = response.statusCode ?? 0;
    end(code >= 200 && code < 400);
  });
  request.on("error", () => end(false));
}

function once(action: (ok: boolean) => void): (ok: boolean) => void {
  let done = false;
  return (ok) => {
    if (done) return;
    done = true;
    action(ok);
  };
}
