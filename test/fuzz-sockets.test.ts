/** What services say over sockets, to an HTTP probe and to the notify socket: any bytes, and nobody else notices. */
import { mkdtempSync, readdirSync, readlinkSync, rmSync } from "node:fs";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import koffi from "koffi";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { bind } from "../src/os/libc.ts";
import { MessageSocket } from "../src/os/message-socket.ts";
import { openNotifySocket } from "../src/os/notify-socket.ts";
import { ask } from "../src/runtime/probe.ts";
import { prepareReadiness } from "../src/runtime/readiness.ts";
import { cuts, damaged, effort, seeds } from "./helpers/fuzzing.ts";
import { waitFor } from "./helpers/wait-for.ts";

const HTTP_WORDS = ["\r\n", "\n", ":", "HTTP/1.1 ", "200", "-1", "chunked", "Content-Length", "\0", "\xff"];

describe("HTTP answers", () => {
  let server: Server;
  let answer: (socket: Socket) => void = () => {};

  beforeAll(async () => {
    server = createServer((socket) => {
      socket.on("error", () => {}).resume();
      answer(socket);
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  });
  afterAll(() => new Promise((done) => server.close(done)));

  /** What the probe says, and that it says it once. */
  async function probed(bytes: Uint8Array, end: "end" | "reset" | "hang", limitMs: number): Promise<boolean> {
    answer = (socket) => {
      socket.write(bytes);
      if (end === "end") socket.end();
      if (end === "reset") socket.resetAndDestroy();
    };
    const { port } = server.address() as AddressInfo;
    const said: boolean[] = [];
    await new Promise<void>((done) => {
      ask({ http: `http://127.0.0.1:${port}/` }, "/", limitMs, (ok) => {
        said.push(ok);
        done();
      });
    });
    await new Promise((done) => setImmediate(done));
    expect(said).toHaveLength(1);
    return said[0] === true;
  }

  it.each(seeds("http"))("%s", async (name, bytes) => {
    expect(await probed(bytes, "end", 5000)).toBe(name.startsWith("yes-"));
  });

  it("near a good one, ended, cut off or left hanging", async () => {
    const good = "HTTP/1.1 200 OK\r\nDate: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n";
    await fc.assert(
      fc.asyncProperty(
        cuts(HTTP_WORDS),
        fc.constantFrom("end", "reset", "hang" as const),
        async (cut, end) => {
          await probed(Buffer.from(damaged(good, cut), "latin1"), end, 20);
        },
      ),
      effort(150),
    );
  });

  it("without an end", async () => {
    expect(await probed(Buffer.alloc(1 << 20, "X: y\r\n"), "hang", 200)).toBe(false);
    expect(await probed(Buffer.alloc(0), "hang", 50)).toBe(false);
  });
});

describe("sd_notify datagrams", () => {
  let folder = "";
  let path = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "svforge-notify-"));
    path = join(folder, "notify");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** What is made of datagrams that arrive one after the other. */
  async function heard(datagrams: readonly Uint8Array[]): Promise<{ ready: boolean; text: string }> {
    const seen = { ready: false, text: "" };
    let end = false;
    const declared = { notificationFd: null, json: { ready: { notify: "systemd" } } };
    const readiness = prepareReadiness(declared as unknown as Parameters<typeof prepareReadiness>[0], path, {
      onReady: () => {
        seen.ready = true;
      },
      onText: (text) => {
        if (text === END) end = true;
        else seen.text = text;
      },
    });
    readiness.started(process.pid);
    const sender = new MessageSocket(path);
    try {
      for (const bytes of datagrams) await waitFor("room", () => sender.send(bytes));
      await new Promise((done) => setTimeout(done, 1));
      await waitFor("room", () => sender.send(Buffer.from(`STATUS=${END}`)));
      await waitFor("the last one", () => end);
      return seen;
    } finally {
      sender.close();
      readiness.close();
    }
  }
  const END = "that was all";

  /** The protocol, as sd_notify(3) has it: lines, of which READY=1 and STATUS= are ours. */
  function expected(datagrams: readonly Uint8Array[]): { ready: boolean; text: RegExp | string } {
    const lines = datagrams.flatMap((bytes) => Buffer.from(bytes.subarray(0, 4096)).toString().split("\n"));
    const status = lines.filter((line) => line.startsWith("STATUS=")).at(-1);
    return { ready: lines.includes("READY=1"), text: status?.slice(7) ?? "" };
  }

  it.each(seeds("notify"))("%s", async (_name, bytes) => {
    expect(await heard([bytes])).toEqual(expected([bytes]));
  });

  it("any bytes, in any number", async () => {
    const line = fc.oneof(
      fc.constantFrom(
        "READY=1",
        "READY=0",
        "STATUS=a",
        "STATUS=",
        "MAINPID=1",
        "=",
        "\0",
        "ready=1",
        "STATUS",
      ),
      fc.string({ unit: "binary", maxLength: 30 }),
    );
    const datagram = fc.oneof(
      fc.array(line, { maxLength: 6 }).map((lines) => Buffer.from(lines.join("\n"))),
      fc.uint8Array({ maxLength: 6000 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(datagram, { maxLength: 8 }), async (datagrams) => {
        const seen = await heard(datagrams);
        const { ready, text } = expected(datagrams);
        expect(seen.ready).toBe(ready);
        // Datagrams that came together tell their last word only.
        expect(seen.text).toBe(text);
      }),
      effort(60),
    );
  });

  it("however many wait, the loop goes on between a few of them and the next", async () => {
    const batches: number[] = [];
    const socket = openNotifySocket(
      path,
      () => true,
      (texts) => batches.push(texts.length),
    );
    const sender = new MessageSocket(path);
    let sent = 0;
    while (sent < 100 && sender.send(Buffer.from("STATUS=again"))) sent += 1;
    await waitFor("all of them", () => batches.reduce((sum, n) => sum + n, 0) === sent);
    sender.close();
    socket.close();
    expect(sent, "net.unix.max_dgram_qlen is at least 10").toBeGreaterThan(8);
    expect(Math.max(...batches)).toBe(8);
  });

  it("descriptors that come along are not kept", async () => {
    const texts: string[] = [];
    const socket = openNotifySocket(
      path,
      () => true,
      (more) => texts.push(...more),
    );
    sendWithDescriptor(path, "STATUS=with a gift");
    await waitFor("the text", () => texts.includes("STATUS=with a gift"));
    const nulls = readdirSync("/proc/self/fd").filter((fd) => linkOf(fd) === "/dev/full");
    socket.close();
    expect(nulls).toHaveLength(1);
  });
});

function linkOf(fd: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return "";
  }
}

const calls = {
  socket: bind("int socket(int domain, int type, int protocol)"),
  sendmsg: bind("long sendmsg(int fd, void *message, int flags)"),
  open: bind("int open(const char *path, int flags)"),
};

/** A datagram with SCM_RIGHTS: a descriptor of /dev/full, which stays open here too. */
function sendWithDescriptor(path: string, text: string): void {
  const own = (bytes: Uint8Array): Buffer => {
    const copy = Buffer.from(new ArrayBuffer(bytes.length));
    copy.set(bytes);
    return copy;
  };
  const name = own(Buffer.concat([Buffer.of(1, 0), Buffer.from(`${path}\0`)]));
  const data = own(Buffer.from(text));
  const control = Buffer.from(new ArrayBuffer(24));
  control.writeBigUInt64LE(20n, 0);
  control.writeInt32LE(1, 8);
  control.writeInt32LE(1, 12);
  control.writeInt32LE(calls.open("/dev/full", 2), 16);
  const vector = new BigUint64Array([koffi.address(data), BigInt(data.length)]);
  const message = new BigUint64Array([
    koffi.address(name),
    BigInt(name.length),
    koffi.address(vector.buffer),
    1n,
    koffi.address(control),
    24n,
    0n,
  ]);
  const fd = calls.socket(1, 2, 0);
  expect(calls.sendmsg(fd, message.buffer, 0)).toBe(data.length);
}
