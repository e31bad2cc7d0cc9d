/** The log engine with N logs and nothing else: for measuring what a log costs. Prints `ready` when all are open. */
import { closeSync, constants, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { keepHeapSmall } from "../../src/os/heap.ts";
import { startLogEngine } from "../../src/runtime/log-engine.ts";

const [folder = "", count = "0", program = ""] = process.argv.slice(2);
process.argv[1] = program;
// As svscan does.
keepHeapSmall();

const engine = startLogEngine({ onEvent: (event) => console.error(JSON.stringify(event)) });
for (let i = 0; i < Number(count); i++) {
  engine.open({
    id: String(i),
    name: `s${i}`,
    pipe: join(folder, String(i), "pipe"),
    policy: {
      to: { dir: join(folder, String(i), "log") },
      timestamp: "tai64n",
      "max-size": 2 ** 20,
      keep: 10,
    },
  });
}
await engine.stats();
for (let i = 0; i < Number(count); i++) {
  const fd = openSync(join(folder, String(i), "pipe"), constants.O_RDWR);
  writeSync(fd, "hello\n");
  closeSync(fd);
}
await engine.stats();
console.log("ready");
setInterval(() => {}, 2 ** 30);
