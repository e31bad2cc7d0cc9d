import { expect, it } from "vitest";
import { directoryInScript } from "../../../src/cli/logs/find.ts";

it.each([
  ["#!/bin/sh\nexec svlogd -tt /var/log/sv/web\n", "/var/log/sv/web"],
  ["#!/bin/sh\nexec chpst -u log svlogd -t ./main", "./main"],
  ["#!/bin/sh\nexec setuidgid log multilog t s99999 n20 '-*' ./main\n", "./main"],
  ["exec /usr/bin/multilog t \\\n  /var/log/x\n", "/var/log/x"],
  ["exec s6-log n20 s1000000 T '/var/log/a b'", "/var/log/a b"],
  ["exec svforge log --max-size 1M /var/log/ours", "/var/log/ours"],
  ["exec node /opt/svforge/dist/svforge.cjs log --keep 3 ./main", "./main"],
  ["# svlogd /not/this\nexec logger -t web", undefined],
  ['exec svlogd "$DIR"', undefined],
  ["exec multilog t", undefined],
  ["", undefined],
])("%j", (script, expected) => {
  expect(directoryInScript(script)).toBe(expected);
});
