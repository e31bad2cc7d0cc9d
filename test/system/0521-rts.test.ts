/**
 * The cases of daemontools' own regression suite (`rts.tests`) that concern supervise, svscan, svc, svok and svstat, with the
 * texts and exit codes it expects: told once with daemontools in PATH and once with ours. Its naps are bounded waits here.
 */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { endStories, type Story, tell } from "../helpers/stories.ts";
import { needSupervisors } from "../helpers/supervisors.ts";

beforeEach(needSupervisors);
afterEach(endStories);

interface Case extends Story {
  readonly expected: string;
}

/** A service that says `hi`, normally down. */
const HI = `
mkdir test.sv; printf '#!/bin/sh\\necho hi\\n' >test.sv/run; chmod 755 test.sv/run; touch test.sv/down
`;

/** Notes each signal; `ready` is there once it does. INT is left out: a shell's background job ignores it (1.3), and daemontools passes that on. */
const LISTENER = `
make test.sv <<'E'
#!/bin/sh
for s in ALRM CONT HUP TERM; do trap "echo caught $s >>../heard" $s; done
echo ready >../ready
while :; do sleep 0.01; done
E
`;

const CASES: readonly Case[] = [
  {
    name: "svstat handles new and nonexistent directories",
    script: `${HI} code svstat test.sv nonexistent`,
    expected: `test.sv: unable to open supervise/ok: file does not exist
nonexistent: unable to chdir: file does not exist
exit 0
`,
  },
  {
    name: "svc handles new and nonexistent directories",
    script: `${HI} code svc test.sv nonexistent`,
    expected: `svc: warning: unable to control test.sv: file does not exist
svc: warning: unable to chdir to nonexistent: file does not exist
exit 0
`,
  },
  {
    name: "svok handles new and nonexistent directories",
    script: `${HI} code svok test.sv; code svok nonexistent`,
    expected: `exit 100
svok: fatal: unable to chdir to nonexistent: file does not exist
exit 111
`,
  },
  {
    name: "supervise handles nonexistent directories",
    script: "code supervise nonexistent",
    expected: "supervise: fatal: unable to chdir to nonexistent: file does not exist\nexit 111\n",
  },
  {
    name: "supervise starts, svok works, svstat works, svc -x works",
    script: `${HI} supervise test.sv & until_ok test.sv; code svok test.sv
      code svstat test.sv; code svc -x test.sv; wait; code svstat test.sv`,
    expected: `exit 0
test.sv: down N seconds
exit 0
exit 0
test.sv: supervise not running
exit 0
`,
  },
  {
    name: "svc -ox works",
    script: `${HI} supervise test.sv & until_ok test.sv; svc -ox test.sv; wait`,
    expected: "hi\n",
  },
  {
    name: "svstat works for up services",
    script: `${HI} printf '#!/bin/sh\\nsleep 1\\nsvstat .\\necho $?\\n' >test.sv/run
      supervise test.sv & until_ok test.sv; svc -ox test.sv; wait`,
    expected: ".: up (pid N) N seconds, normally down\n0\n",
  },
  {
    name: "svc -u works",
    script: `${HI} printf '#!/bin/sh\\necho first\\nmv run2 run\\n' >test.sv/run
      printf '#!/bin/sh\\necho second\\nsvc -x .\\n' >test.sv/run2; chmod 755 test.sv/run2
      supervise test.sv & until_ok test.sv; svc -u test.sv; wait`,
    expected: "first\nsecond\n",
  },
  {
    name: "svc sends right signals",
    script: `${LISTENER} supervise test.sv & until_file ready; until_says test.sv ': up'
      for l in a c h t; do rm -f heard; svc -$l test.sv; until_file heard; cat heard; done
      svc -dk test.sv; svc -x test.sv; wait; echo "exit $?"`,
    expected: `caught ALRM
caught CONT
caught HUP
caught TERM
exit 0
`,
  },
  {
    name: "svscan runs services, logged ones through their loggers",
    script: `
      mkdir service svc0 svc2 svc2/log
      printf '#!/bin/sh\\necho svc0 ran >>output\\n' >svc0/run; printf '#!/bin/sh\\necho svc2 ran\\n' >svc2/run
      printf '#!/bin/sh\\ncat >../output\\n' >svc2/log/run; chmod 755 svc0/run svc2/run svc2/log/run
      ln -s "$PWD/svc0" "$PWD/svc2" service/
      svscan "$PWD/service" >svscan.log 2>&1 & pid=$!
      until_ok svc0; until_ok svc2; until_ok svc2/log; until_file svc0/output; until_file svc2/output
      kill $pid; wait 2>/dev/null
      svc -dx svc0 svc2 svc2/log 2>/dev/null; until_not_ok svc0; until_not_ok svc2; until_not_ok svc2/log
      head -n 1 svc0/output svc2/output; cat svscan.log`,
    expected: `==> svc0/output <==
svc0 ran

==> svc2/output <==
svc2 ran
`,
  },
];

describe.each(CASES.map((c) => [c.name, c] as const))("%s", (_name, story) => {
  it.each(["daemontools", "ours"] as const)("by %s", (whose) => {
    expect(tell(story, whose)).toBe(story.expected);
  });
});
