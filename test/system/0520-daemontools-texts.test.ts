/**
 * Texts and exit codes of supervise, svscan, svc, svok and svstat: small shell stories told twice, once with
 * daemontools in PATH and once with ours. Both must say the same, word for word, but for pids and seconds.
 */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { endStories, type Story, tell } from "../helpers/stories.ts";
import { needSupervisors } from "../helpers/supervisors.ts";

beforeEach(needSupervisors);
afterEach(endStories);

const STORIES: readonly Story[] = [
  { name: "supervise without a directory", script: "code supervise" },
  { name: "supervise of a directory that does not exist", script: "code supervise nowhere" },
  { name: "supervise of a file", script: "touch file; code supervise file" },
  {
    name: "supervise of a directory that is supervised",
    script: `
      make sv <<'E'
#!/bin/sh
exec sleep 1000
E
      supervise sv & until_ok sv; until_says sv 'up (pid'
      code supervise sv
      svc -dx sv; wait; echo "exit $?"; code svstat sv; code svok sv`,
  },
  {
    name: "svok and svstat of all that is not supervised",
    script: `
      mkdir plain made made/supervise; touch file
      for d in nowhere plain made file .; do code svok $d; code svstat $d; done
      code svok; code svstat; code svok plain made`,
  },
  {
    name: "svc of all that is not supervised, and of nothing",
    script: `
      mkdir plain; touch file
      code svc -u nowhere plain file; code svc; code svc -d; code svc plain; code svc -Z plain; code svc -u -- plain`,
  },
  { name: "svscan of a directory that does not exist", script: "code svscan nowhere" },
  {
    name: "a normally-down service, run once and then gone (svc -ox)",
    script: `
      make sv <<'E'
#!/bin/sh
echo the run output
svok .; echo "svok $?"
svstat .
E
      touch sv/down
      supervise sv & until_ok sv
      code svstat sv
      svc -ox sv; wait; echo "exit $?"
      code svstat sv`,
  },
  {
    name: "up, down, pause, continue, want down",
    script: `
      make sv <<'E'
#!/bin/sh
exec sleep 1000
E
      supervise sv & until_ok sv; until_says sv 'up (pid'
      svstat sv; svc -p sv; until_says sv paused; svstat sv; svc -c sv; until_says sv 'seconds$'; svstat sv
      svc -d sv; until_says sv ': down'; svstat sv
      touch sv/down; svstat sv; svc -u sv; until_says sv ': up'; svstat sv; rm sv/down
      svc -dx sv; wait; echo "exit $?"; svstat sv`,
  },
  {
    name: "a service that does not stop: want down, until it is killed",
    script: `
      make sv <<'E'
#!/bin/sh
trap '' TERM
echo ready >../ready
while :; do sleep 0.05; done
E
      supervise sv & until_file ready; until_says sv ': up'
      svc -d sv; until_says sv 'want down'; svstat sv
      svc -k sv; until_says sv ': down'; svstat sv; svc -x sv; wait; echo "exit $?"`,
  },
  {
    name: "a run that is missing: said, exit 111, and it goes on",
    script: `
      mkdir sv
      supervise sv 2>err & until_ok sv; until_file err
      sed 1q err; svc -dx sv; wait; echo "exit $?"`,
  },
  {
    name: "a run without #!",
    script: `
      mkdir sv; echo 'echo never' >sv/run; chmod 755 sv/run
      supervise sv 2>err & until_ok sv; until_file err
      sed 1q err; svc -dx sv; wait; echo "exit $?"`,
  },
  {
    name: "a run that is not executable",
    script: `
      mkdir sv; echo '#!/bin/sh' >sv/run
      supervise sv 2>err & until_ok sv; until_file err
      sed 1q err; svc -dx sv; wait; echo "exit $?"`,
  },
  {
    name: "several directories at once, in the order given",
    script: `
      for d in a b c; do make $d <<'E'
#!/bin/sh
exec sleep 1000
E
      done
      supervise a & supervise b & until_ok a; until_ok b; until_says a ': up'; until_says b ': up'
      code svstat a b c nowhere; code svok a b; code svc -d a c b
      until_says a ': down'; until_says b ': down'; code svstat b a; svc -x a b; wait`,
  },
  {
    name: "supervise/ is kept, and a supervise started again takes it",
    script: `
      make sv <<'E'
#!/bin/sh
echo started
exec sleep 1000
E
      for i in 1 2; do supervise sv & until_ok sv; until_says sv ': up'; svc -dx sv; wait; done
      ls -l sv/supervise | awk 'NR>1 && /lock|control|ok|status/ {print $1, $NF}'`,
  },
  {
    name: "svscan runs a service and its logger, the output goes through",
    script: `
      mkdir scan
      make scan/a <<'E'
#!/bin/sh
echo one; echo two
exec sleep 1000
E
      make scan/a/log <<'E'
#!/bin/sh
exec sed -u 's/^/log: /'
E
      make scan/b <<'E'
#!/bin/sh
echo plain
exec sleep 1000
E
      svscan scan >out 2>err & pid=$!
      until_ok scan/a; until_ok scan/a/log; until_ok scan/b; until_says scan/a ': up'; until_says scan/b ': up'
      n=0; until [ "$(wc -l <out)" = 3 ] || [ $n -gt 1000 ]; do n=$((n+1)); sleep 0.02; done
      sort out; svstat scan/a scan/a/log scan/b
      kill $pid; svc -dx scan/a scan/b scan/a/log 2>/dev/null; until_not_ok scan/a; until_not_ok scan/b; until_not_ok scan/a/log; cat err`,
  },
  {
    name: "svc -t, -h, -a, -c arrive as signals",
    script: `
      make sv <<'E'
#!/bin/sh
for s in TERM HUP ALRM CONT; do trap "echo $s >>../heard" $s; done
echo ready >../ready
while :; do sleep 0.01; done
E
      supervise sv & until_file ready; until_says sv ': up'
      for letter in t h a c; do rm -f heard; svc -$letter sv; until_file heard; echo "$letter: $(cat heard)"; done
      svc -dk sv; svc -x sv; wait; echo "exit $?"`,
  },
];

describe.each(STORIES.map((s) => [s.name, s] as const))("%s", (_name, story) => {
  it("reads the same", () => {
    expect(tell(story, "ours")).toBe(tell(story, "daemontools"));
  });
});

it("a second argument of svscan is a mistake, where daemontools ignores it", () => {
  const story = { name: "", script: "code svscan a b" };
  expect(tell(story, "daemontools")).toBe(
    "svscan: fatal: unable to chdir to a: file does not exist\nexit 111\n",
  );
  expect(tell(story, "ours")).toMatch(/^svscan: usage: svscan .*\nexit 100\n$/);
});

it("the stories have something to say", () => {
  const [usage] = STORIES;
  expect(usage && tell(usage, "daemontools")).toBe("supervise: usage: supervise dir\nexit 100\n");
});
