import { describe, expect, it } from "vitest";
import { hookLine, outputLines } from "../../src/compile/run-script.ts";
import { logPolicy, noHooks, service } from "../helpers/service.ts";
import { fileText, imageOf, refusals } from "../helpers/tree.ts";

describe("run", () => {
  it("has nothing in it that was not asked for", () => {
    expect(fileText(imageOf("builtin", service()), "web/run")).toBe("#!/bin/sh\nexec /usr/sbin/web\n");
  });

  it("keeps its order whatever was declared", () => {
    const everything = service({
      log: logPolicy(),
      umask: 0o27,
      dirs: [{ purpose: "runtime", path: "/run/web", mode: 0o755, keep: true }],
      workingDir: "/srv",
      passEnv: ["TZ"],
      env: [["A", "1"]],
      hooks: { ...noHooks, preStart: [["/bin/check", "it's"]] },
      nice: 5,
      limits: [["core", { soft: 0, hard: 0 }]],
      identity: { user: "www", group: "www", groups: [] },
      wrapper: ["wrap"],
    });
    expect(fileText(imageOf("builtin", everything), "web/run")).toBe(`#!/bin/sh
exec 2>&1
install -d -o www -g www -m 0755 /run/web || exit 111
umask 0027
cd /srv || exit 111
for _name in $(env | sed -n 's/^\\([A-Za-z_][A-Za-z0-9_]*\\)=.*/\\1/p'); do
  case $_name in PATH | TZ | UID | EUID | PPID | SHELLOPTS | BASHOPTS) ;; *) unset "$_name" ;; esac
done
export A=1
/bin/check 'it'\\''s' || exit 111
renice 5 -p $$ >/dev/null || exit 111
exec prlimit --core=0 \\
  setpriv --reuid=www --regid=www --clear-groups \\
  wrap \\
  /usr/sbin/web
`);
  });

  it("ends in a script body as it was written", () => {
    const work = { kind: "script", body: "a='b'\nexec $a\n\n" } as const;
    expect(fileText(imageOf("builtin", service({ work })), "web/run")).toBe(
      "#!/bin/sh\nset -e --\na='b'\nexec $a\n",
    );
    const limited = service({
      work: { kind: "script", body: "cat <<'END'\nEND\n" },
      limits: [["core", { soft: 0, hard: 0 }]],
    });
    expect(fileText(imageOf("builtin", limited), "web/run")).toBe(`#!/bin/sh
_script=$(cat <<'END_'
cat <<'END'
END
END_
)
exec prlimit --core=0 \\
  /bin/sh -e -c "$_script" web
`);
  });

  it("refuses a script that is longer than an argument, only where it has to be one", () => {
    const work = { kind: "script", body: "#".repeat(200_000) } as const;
    expect(refusals("builtin", service({ work }))).toEqual([]);
    expect(refusals("builtin", service({ work, wrapper: ["x"] }))).toEqual([
      expect.stringContaining("`script`"),
    ]);
  });

  it("stays as a sleeping process when only that can stand for a oneshot's result", () => {
    const work = { kind: "oneshot", up: ["migrate", "x y"] } as const;
    expect(fileText(imageOf("builtin", service({ work })), "web/run")).toBe(
      "#!/bin/sh\nexec migrate 'x y'\n",
    );
    const sleep = "exec sleep 2147483647\n";
    expect(fileText(imageOf("runit", service({ work })), "web/run")).toBe(
      `#!/bin/sh\nmigrate 'x y' || exit 111\n${sleep}`,
    );
    expect(fileText(imageOf("s6", service({ work })), "web/run")).toContain(
      `printf '\\n' >&3\nexec 3>&-\n${sleep}`,
    );
  });
});

it.each([
  [undefined, []],
  [logPolicy(), ["exec 2>&1"]],
  [logPolicy({ to: { kind: "syslog" } }), ["exec 2>&1"]],
  [logPolicy({ stderr: "inherit" }), []],
  [
    logPolicy({ stderr: "separate" }),
    [
      "[ -p supervise/log-pipe-stderr ] || mkfifo -m 600 supervise/log-pipe-stderr 2>/dev/null || [ -p supervise/log-pipe-stderr ] || mkfifo -m 600 supervise/log-pipe-stderr || exit 111",
      "exec 2<>supervise/log-pipe-stderr",
    ],
  ],
  [logPolicy({ to: { kind: "inherit" } }), []],
  [logPolicy({ to: { kind: "none" } }), []],
])("redirection for %j", (log, lines) => {
  expect(outputLines(service(log === undefined ? {} : { log }))).toEqual(lines);
});

it("a hook is words, not shell text", () => {
  expect(hookLine(["a", "$x", ";"])).toBe("a '$x' ';'");
});
