import { describe, expect, it } from "vitest";
import { said, service } from "../../helpers/project.ts";

const of = (lines: string): ReturnType<typeof service> => service(`command = "a"\n${lines}`);

describe("identity and priority", () => {
  it("names and numbers", () => {
    expect(of("").identity).toEqual({});
    expect(of('user = "www"\ngroup = 33\ngroups = ["a", 5]').identity).toEqual({
      user: "www",
      group: "33",
      groups: ["a", "5"],
    });
  });

  it("everything else in its final unit, nothing when undeclared", () => {
    expect(of("")).not.toHaveProperty("umask");
    expect(
      of(
        'umask = "0027"\nworking-dir = "/w"\nchroot = "/c"\nnice = -5\nio-class = "idle"\nio-priority = 7\ncpus = "0,2-3"\noom-score-adj = -900\nno-new-privs = true',
      ),
    ).toMatchObject({
      umask: 0o27,
      workingDir: "/w",
      chroot: "/c",
      nice: -5,
      ioClass: "idle",
      ioPriority: 7,
      cpus: "0,2-3",
      oomScoreAdj: -900,
      noNewPrivs: true,
    });
    expect(of("cpus = [0, 2]").cpus).toBe("0,2");
    expect(of("cpus = 1").cpus).toBe("1");
  });

  it("scheduling", () => {
    expect(of('sched = "batch"').sched).toEqual({ policy: "batch", priority: 0 });
    expect(of('sched = "rr"').sched).toEqual({ policy: "rr", priority: 1 });
    expect(of('sched = { policy = "fifo", priority = 50 }').sched).toEqual({ policy: "fifo", priority: 50 });
    expect(said('command = "a"\nsched = { policy = "batch", priority = 50 }')[0]).toContain(
      "takes a priority from 0 to 0",
    );
  });

  it("capabilities", () => {
    expect(of('capabilities = ["CAP_NET_BIND_SERVICE"]').capabilities).toEqual({
      ambient: ["net_bind_service"],
    });
    expect(of('capabilities = { bounding = ["chown"] }').capabilities).toEqual({
      ambient: [],
      bounding: ["chown"],
    });
  });

  it("control", () => {
    expect(of("").control).toBeUndefined();
    expect(of('[control]\nuser = "op"\nstatus = "all"').control).toEqual({ user: "op", status: "all" });
  });

  it.each([
    ["user = -1", "E0106 2:8 `user` must be at least 0, found -1"],
    ['user = "a:b"', 'E0105 2:8 `user` is not the name or number of an account: "a:b"'],
    ['umask = "999"', 'E0105 2:9 `umask` is not an octal mode: "999"'],
    ["umask = 27", "E0101 2:9 `umask` must be a string, found an integer"],
    ['working-dir = "rel"', 'E0105 2:15 `working-dir` is not an absolute path: "rel"'],
    ["nice = 20", "E0106 2:8 `nice` must be at most 19, found 20"],
    ['capabilities = ["a b"]', 'E0105 2:17 an item of `capabilities` cannot be "a b"'],
  ])("%s is refused", (line, finding) => {
    expect(said(`command = "a"\n${line}`)).toEqual([finding]);
  });
});

describe("[target.NAME] files", () => {
  it("are verbatim", () => {
    const { targetFiles } = of(
      '[target.s6.files]\n"data/check" = { content = "#!/bin/sh ${x}", executable = true }\ntype = "longrun"',
    );
    expect(targetFiles).toEqual({
      s6: [
        { path: "data/check", content: "#!/bin/sh ${x}", executable: true },
        { path: "type", content: "longrun", executable: false },
      ],
    });
  });

  it.each(["../x", "/x", "a//b", "supervise/ok", "a/.."])("never outside the directory: %s", (path) => {
    expect(said(`command = "a"\n[target.s6.files]\n"${path}" = "x"`)[0]).toContain(
      "is not a file of a service directory",
    );
  });

  it("only for targets there are", () => {
    expect(said('command = "a"\n[target.runti]')).toEqual(["E0103 2:9 unknown key `runti` in [target]"]);
  });
});
