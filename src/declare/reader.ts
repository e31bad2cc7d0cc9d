/**
 * Typed access to the effective keys of one service. Every read expands variables where the key allows it, reports what
 * does not fit with its place, and notes where the value came from and its canonical text. What the schema has refused
 * is not here any more; what depends on variables is checked here for the first time.
 */
import type { Diagnostic, Place } from "../diagnostics/diagnostic.ts";
import { FORMS } from "./forms.ts";
import type { TomlValue } from "./positions.ts";
import type { Argv, Duration } from "./service.ts";
import type { Setting } from "./setting.ts";
import { durationFrom, durationText, octalFrom, sizeFrom, sizeText } from "./units.ts";
import { expand, type Variables } from "./variables.ts";
import { wordsFrom } from "./words.ts";

export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly help?: string;
}

export interface ReaderInput {
  readonly root: Setting;
  readonly variables: Variables;
  readonly report: (diagnostic: Diagnostic) => void;
  /** Part of the declaration was refused. */
  readonly damaged: boolean;
}

/** The settings of one service and what has been read of them. */
export class Reader {
  /** Key path to where the effective value was written. */
  readonly origins: Map<string, Place> = new Map();
  /** Key path to canonical text. */
  readonly effective: Map<string, string> = new Map();
  readonly root: Setting;
  readonly variables: Variables;
  readonly #report: (diagnostic: Diagnostic) => void;
  readonly #damaged: boolean;

  constructor({ root, variables, report, damaged }: ReaderInput) {
    this.root = root;
    this.variables = variables;
    this.#report = report;
    this.#damaged = damaged;
  }

  /** The setting at a dotted path of our own key names. */
  at(path: string): Setting | undefined {
    if (!path.includes(".")) return this.root.keys?.get(path);
    let at: Setting | undefined = this.root;
    for (const step of stepsOf(path)) at = at?.keys?.get(step);
    return at;
  }

  has(path: string): boolean {
    return this.at(path) !== undefined;
  }

  /** Names and settings of a table whose names the user chose. */
  entries(path: string): readonly (readonly [string, Setting])[] {
    return [...(this.at(path)?.keys ?? [])];
  }

  /** Reports a mistake in the value of `setting`. */
  wrong(setting: Setting, problem: Problem, place: Place = setting.place()): void {
    this.#report({ severity: "error", places: [place], ...problem });
  }

  /** Reports that something is not there; silent where part of the declaration was refused, which may be that part. */
  missing(setting: Setting, problem: Problem): void {
    if (!this.#damaged) this.wrong(setting, problem, setting.keyPlace());
  }

  /** Notes origin and canonical text of a key read by hand. */
  note(path: string, setting: Setting, canonical: string): void {
    this.origins.set(path, setting.keyPlace());
    this.effective.set(path, canonical);
  }

  flag(path: string): boolean | undefined {
    return this.#read(path, (value) => (typeof value === "boolean" ? value : undefined), String);
  }

  integer(path: string): number | undefined {
    return this.#read(path, (value) => (typeof value === "number" ? value : undefined), String);
  }

  /** A string with its variables expanded. Integers count as text: user and group ids. */
  text(path: string, setting: Setting | undefined = this.at(path)): string | undefined {
    return this.#read(path, (value) => this.expanded(value, setting), JSON.stringify, setting);
  }

  /** An absolute path with its variables expanded. */
  path(path: string, setting: Setting | undefined = this.at(path)): string | undefined {
    return this.#read(path, (value) => this.absolute(value, path, setting), JSON.stringify, setting);
  }

  /** An absolute path read by hand; undefined, and reported, when it is none. `key` is what messages call it. */
  absolute(value: unknown, key: string, setting: Setting | undefined): string | undefined {
    const text = this.expanded(value, setting);
    if (text === undefined || text.startsWith("/")) return text;
    const message = `\`${key}\` is not an absolute path: ${JSON.stringify(text)}`;
    if (setting !== undefined) this.wrong(setting, { code: "E0105", message, help: FORMS.path?.help ?? "" });
    return undefined;
  }

  /** A string as it stands. */
  verbatim(path: string, setting: Setting | undefined = this.at(path)): string | undefined {
    return this.#read(path, (value) => this.#noNul(value, setting), JSON.stringify, setting);
  }

  /** One of a few words; the schema knows which. */
  word<W extends string>(path: string): W | undefined {
    return this.#read(
      path,
      (value) => (typeof value === "string" ? (value as W) : undefined),
      JSON.stringify,
    );
  }

  duration(path: string): Duration | undefined {
    return this.#unit(
      path,
      "duration",
      (text) => durationFrom(text),
      (d) => JSON.stringify(durationText(d)),
    );
  }

  /** A duration that has to end. */
  milliseconds(path: string): number | undefined {
    const duration = this.duration(path);
    const setting = this.at(path);
    if (duration !== "infinity" || setting === undefined)
      return duration === "infinity" ? undefined : duration;
    this.wrong(setting, {
      code: "E0106",
      message: `\`${path}\` must end`,
      help: 'write a duration such as "30s"',
    });
    return undefined;
  }

  size(path: string): number | undefined {
    const setting = this.at(path);
    if (typeof setting?.mark.value === "number")
      return this.#read(path, (value) => sizeFrom(value as number), sizeLiteral);
    return this.#unit(path, "size", sizeFrom, sizeLiteral);
  }

  /** An octal mode. */
  mode(path: string): number | undefined {
    return this.#unit(path, "mode", octalFrom, (mode) => `"${mode.toString(8).padStart(4, "0")}"`);
  }

  /** A list of strings, or one string. */
  texts(path: string): readonly string[] | undefined {
    const setting = this.at(path);
    return this.#read(path, (value) => this.#list(value, setting), listText);
  }

  /** A command: an argv array, or a string split into words. */
  argv(path: string, setting: Setting | undefined = this.at(path)): Argv | undefined {
    return this.#read(path, (value) => this.#command(value, setting), listText, setting);
  }

  /** A list of commands. */
  argvs(path: string): readonly Argv[] {
    const setting = this.at(path);
    const commands = (value: TomlValue): readonly Argv[] | undefined =>
      Array.isArray(value)
        ? value.map((v) => this.#command(v, setting)).filter((argv) => argv !== undefined)
        : undefined;
    return this.#read(path, commands, (list) => `[${list.map(listText).join(", ")}]`) ?? [];
  }

  #read<T>(
    path: string,
    read: (value: TomlValue) => T | undefined,
    canonical: (value: T) => string,
    setting: Setting | undefined = this.at(path),
  ): T | undefined {
    if (setting === undefined) return undefined;
    const value = read(setting.mark.value);
    if (value !== undefined) this.note(path, setting, canonical(value));
    return value;
  }

  #unit<T>(
    path: string,
    form: keyof typeof FORMS,
    read: (text: string) => T | undefined,
    canonical: (value: T) => string,
  ): T | undefined {
    const setting = this.at(path);
    return this.#read(
      path,
      (value) => {
        const text = this.expanded(value, setting);
        const result = text === undefined ? undefined : read(text);
        if (text !== undefined && result === undefined && setting !== undefined)
          this.wrong(setting, {
            code: "E0105",
            message: `\`${path}\` is not ${FORMS[form]?.what}: ${JSON.stringify(text)}`,
            help: FORMS[form]?.help ?? "",
          });
        return result;
      },
      canonical,
    );
  }

  #list(value: TomlValue, setting: Setting | undefined): readonly string[] | undefined {
    if (!Array.isArray(value)) {
      const one = this.expanded(value, setting);
      return one === undefined ? undefined : [one];
    }
    return value.flatMap((item, i) => this.expanded(item, setting, i) ?? []);
  }

  #command(value: TomlValue, setting: Setting | undefined): Argv | undefined {
    const words = typeof value === "string" ? this.#split(value, setting) : value;
    if (!Array.isArray(words)) return undefined;
    const [program, ...rest] = words.flatMap((word) => this.expanded(word, setting) ?? []);
    if (program !== undefined && program !== "") return [program, ...rest];
    if (setting !== undefined && words.length === rest.length + 1)
      this.wrong(setting, {
        code: "E0105",
        message: "a command begins with a program",
        help: 'for example ["/usr/sbin/cron", "-f"]',
      });
    return undefined;
  }

  #split(text: string, setting: Setting | undefined): string[] | undefined {
    const split = wordsFrom(text);
    if ("words" in split) return split.words.length === 0 ? [""] : [...split.words];
    if (setting !== undefined) this.wrong(setting, { code: "E0208", message: split.wrong, help: split.help });
    return undefined;
  }

  /** A string of a value read by hand, variables expanded; undefined, and reported, when that fails. */
  expanded(value: unknown, setting: Setting | undefined, index?: number): string | undefined {
    const text = this.#noNul(value, setting);
    if (text === undefined || !text.includes("$")) return text;
    const { text: result, wrong } = expand(text, this.variables);
    if (wrong !== undefined && setting !== undefined)
      this.wrong(setting, wrong, index === undefined ? setting.place() : setting.itemPlace(index));
    return wrong === undefined ? result : undefined;
  }

  #noNul(value: unknown, setting: Setting | undefined): string | undefined {
    const text = typeof value === "number" || typeof value === "bigint" ? String(value) : value;
    if (typeof text !== "string") return undefined;
    if (!text.includes("\0")) return text;
    const problem = {
      code: "E0105",
      message: "a NUL character cannot reach a process",
      help: "leave \\u0000 out",
    };
    if (setting !== undefined) this.wrong(setting, problem);
    return undefined;
  }
}

const listText = (words: readonly string[]): string => `[${words.map((w) => JSON.stringify(w)).join(", ")}]`;

function sizeLiteral(bytes: number): string {
  const text = sizeText(bytes);
  return /^\d+$/.test(text) ? text : JSON.stringify(text);
}

const STEPS = new Map<string, readonly string[]>();

function stepsOf(path: string): readonly string[] {
  const known = STEPS.get(path);
  if (known !== undefined) return known;
  const steps = path.split(".");
  if (STEPS.size < 1000) STEPS.set(path, steps);
  return steps;
}
