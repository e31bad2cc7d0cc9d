import { expect, it } from "vitest";
import { syslogHead } from "../../src/protocol/syslog.ts";

const header = { month: 10, day: 3, time: "06:40:38", tag: "web" };

it.each([
  ["hello", header, "<30>Nov  3 06:40:38 web: ", 0],
  ["hello", { ...header, host: "box", day: 21 }, "<30>Nov 21 06:40:38 box web: ", 0],
  ["<3>broken", header, "<27>Nov  3 06:40:38 web: ", 3],
  ["<134>local0", header, "<134>Nov  3 06:40:38 web: ", 5],
  ["<999>no", header, "<30>Nov  3 06:40:38 web: ", 0],
  ["<>no", header, "<30>Nov  3 06:40:38 web: ", 0],
])("%j", (line, head, expected, textAt) => {
  expect(syslogHead(Buffer.from(line), head)).toEqual({ head: expected, textAt });
});
