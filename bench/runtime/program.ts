/** The service of every run, a small C program, and the notes it leaves. */
import { execFileSync } from "node:child_process";
import { closeSync, openSync, readSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * `program NOTES ID` notes its start, and each HUP it gets, and waits. `program spawn SCAN COUNT` starts the `run` of that
 * many services with posix_spawn and nothing else: what their exec costs under any supervisor.
 */
const SOURCE = `
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
extern char **environ;
static const char *file; static int id;
static void note(char what) {
  struct timespec t; char line[64]; int n, fd;
  clock_gettime(CLOCK_MONOTONIC, &t);
  fd = open(file, O_WRONLY | O_APPEND | O_CREAT, 0644);
  n = snprintf(line, sizeof line, "%c %020lld %08d %06d\\n", what, t.tv_sec * 1000000000LL + t.tv_nsec, getpid(), id);
  if (write(fd, line, n) < 0) _exit(1);
  close(fd);
}
static void hup(int s) { (void)s; note('h'); }
static void start_all(const char *scan, int count) {
  for (int i = 0; i < count; i++) {
    char directory[512], *argv[] = { "./run", 0 }; pid_t pid; posix_spawn_file_actions_t actions;
    snprintf(directory, sizeof directory, "%s/s%d", scan, i);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addchdir_np(&actions, directory);
    if (posix_spawn(&pid, "./run", &actions, 0, argv, environ)) _exit(1);
    posix_spawn_file_actions_destroy(&actions);
  }
}
int main(int c, char **v) {
  if (c == 4 && !strcmp(v[1], "spawn")) start_all(v[2], atoi(v[3]));
  else { file = v[1]; id = atoi(v[2]); signal(SIGHUP, hup); note('s'); }
  for (;;) pause();
}
`;

const NOTE_BYTES = 39;

/** Compiles it. */
export function compileProgram(folder: string): string {
  const program = join(folder, "program");
  writeFileSync(`${program}.c`, SOURCE);
  execFileSync("cc", ["-O2", "-static", "-o", program, `${program}.c`]);
  return program;
}

export interface Note {
  /** `s`: started; `h`: got HUP. */
  readonly what: string;
  /** Of the clock that `process.hrtime` shows. */
  readonly atNs: bigint;
  readonly pid: number;
  readonly id: number;
}

/** How many notes there are. */
export const countOf = (notes: string): number => Math.floor(statSync(notes).size / NOTE_BYTES);

/** Note number `index`, from 0. */
export function noteAt(notes: string, index: number): Note {
  const bytes = Buffer.alloc(NOTE_BYTES);
  const fd = openSync(notes, "r");
  readSync(fd, bytes, 0, NOTE_BYTES, index * NOTE_BYTES);
  closeSync(fd);
  const [what = "", at = "0", pid = "0", id = "0"] = bytes.toString("latin1").trim().split(" ");
  return { what, atNs: BigInt(at), pid: Number(pid), id: Number(id) };
}
