/** The project `svforge init` makes: the smallest that shows a dependency, a limit and a log, and runs as any user. */

/** Files by path. `folder` is where they go; its name becomes the project's, as far as it can. */
export function starter(folder: string): ReadonlyMap<string, string> {
  const name = folder.replace(/[^A-Za-z0-9_.-]+/g, "-").replace(/^[^A-Za-z0-9]+/, "") || "services";
  return new Map([
    ["svforge.toml", project(name)],
    ["services/clock.toml", CLOCK],
    ["services/greeter.toml", GREETER],
  ]);
}

const project = (name: string): string => `#:schema ./.schema/svforge.schema.json
[project]
name   = "${name}"
target = "builtin"            # or runit, daemontools, s6, busybox

# What every service starts with; each may say otherwise.
[defaults.log]
dir       = "log/\${name}"     # relative: below the state directory
timestamp = "iso"
max-size  = "1M"
keep      = 5
`;

const CLOCK = `#:schema ../.schema/service.schema.json
description = "writes the time, once a second"
script      = '''
while :; do
  date
  sleep 1
done
'''

[limits]
nofile = 64
`;

const GREETER = `#:schema ../.schema/service.schema.json
description = "starts after the clock"
command     = ["/bin/sh", "-c", "echo hello from \${name}; exec sleep \${var.seconds}"]
depends-on  = ["clock"]

[vars]
seconds = 3600

[env]
LANG = "C"

[stop]
timeout = "5s"
`;
