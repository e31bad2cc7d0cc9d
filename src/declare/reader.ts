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
    for (const step of stepsOf(path)) {
      at = at.keys?.get(step);
      if (at === undefined) return undefined;
    }
    return at;
  }

  /** Whether any of some keys at the top is there: most services have few of the many. */
  hasAny(names: ReadonlySet<string>): boolean {
    for (const name of this.root.keys?.keys() ?? []) if (names.has(name)) return true;
    return false;
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
    const setting = this.at(path);
    const value = setting?.mark.value;
    return typeof value === "boolean" ? this.#keep(path, setting, value, String(value)) : undefined;
  }

  integer(path: string): number | undefined {
    const setting = this.at(path);
    const value = setting?.mark.value;
    return typeof value === "number" ? this.#keep(path, setting, value, String(value)) : undefined;
  }

  /** A string with its variables expanded. Integers count as text: user and group ids. */
  text(path: string, setting: Setting | undefined = this.at(path)): string | undefined {
    if (setting === undefined) return undefined;
    const text = this.expanded(setting.mark.value, setting);
    return text === undefined ? undefined : this.#keep(path, setting, text, JSON.stringify(text));
  }

  /** An absolute path with its variables expanded. */
  path(path: string): string | undefined {
    const setting = this.at(path);
    if (setting === undefined) return undefined;
    const text = this.absolute(setting.mark.value, path, setting);
    return text === undefined ? undefined : this.#keep(path, setting, text, JSON.stringify(text));
  }

  /** An absolute path read by hand; undefined, and reported, when it is none. `key` is what messages call it. */
  absolute(value: unknown, key: string, setting: Setting): string | undefined {
    const text = this.expanded(value, setting);
    return text === undefined || text.startsWith("/") ? text : this.#wrongForm(setting, key, "path", text);
  }

  /** A string as it stands. */
  verbatim(path: string, setting: Setting | undefined = this.at(path)): string | undefined {
    if (setting === undefined) return undefined;
    const text = this.#noNul(setting.mark.value, setting);
    return text === undefined ? undefined : this.#keep(path, setting, text, JSON.stringify(text));
  }

  /** One of a few words; the schema knows which. */
  word<W extends string>(path: string): W | undefined {
    const setting = this.at(path);
    const value = setting?.mark.value;
    return typeof value === "string"
      ? this.#keep(path, setting, value as W, JSON.stringify(value))
      : undefined;
  }

  duration(path: string): Duration | undefined {
    const setting = this.at(path);
    const duration = setting && this.#inForm(path, setting, "duration", durationFrom);
    return duration === undefined
      ? undefined
      : this.#keep(path, setting, duration, JSON.stringify(durationText(duration)));
  }

  /** A duration that has to end. */
  milliseconds(path: string): number | undefined {
    const duration = this.duration(path);
    if (duration !== "infinity") return duration;
    const setting = this.at(path);
    const problem = {
      code: "E0106",
      message: `\`${path}\` must end`,
      help: 'write a duration such as "30s"',
    };
    if (setting !== undefined) this.wrong(setting, problem);
    return undefined;
  }

  size(path: string): number | undefined {
    const setting = this.at(path);
    const bytes = setting && this.#inForm(path, setting, "size", sizeFrom);
    return bytes === undefined ? undefined : this.#keep(path, setting, bytes, sizeLiteral(bytes));
  }

  /** An octal mode. */
  mode(path: string): number | undefined {
    const setting = this.at(path);
    const mode = setting && this.#inForm(path, setting, "mode", octalFrom);
    return mode === undefined
      ? undefined
      : this.#keep(path, setting, mode, `"${mode.toString(8).padStart(4, "0")}"`);
  }

  /** A list of strings, or one string. */
  texts(path: string): readonly string[] | undefined {
    const setting = this.at(path);
    const texts = setting && this.#list(setting.mark.value, setting);
    return texts === undefined ? undefined : this.#keep(path, setting, texts, listText(texts));
  }

  /** A command: an argv array, or a string split into words. */
  argv(path: string): Argv | undefined {
    const setting = this.at(path);
    const argv = setting && this.#command(setting.mark.value, setting);
    return argv === undefined ? undefined : this.#keep(path, setting, argv, listText(argv));
  }

  /** A list of commands. */
  argvs(path: string): readonly Argv[] {
    const setting = this.at(path);
    const value = setting?.mark.value;
    if (setting === undefined || !Array.isArray(value)) return [];
    const commands = value.map((item) => this.#command(item, setting)).filter((argv) => argv !== undefined);
    return this.#keep(path, setting, commands, `[${commands.map(listText).join(", ")}]`);
  }

  #keep<T>(path: string, setting: Setting | undefined, value: T, canonical: string): T {
    if (setting !== undefined) this.note(path, setting, canonical);
    return value;
  }

  #inForm<T>(
    path: string,
    setting: Setting,
    form: string,
    read: (text: string) => T | undefined,
  ): T | undefined {
    const text = this.expanded(setting.mark.value, setting);
    return text === undefined ? undefined : (read(text) ?? this.#wrongForm(setting, path, form, text));
  }

  #wrongForm(setting: Setting, key: string, form: string, text: string): undefined {
    const { what = "right", help = "" } = FORMS[form] ?? {};
    this.wrong(setting, {
      code: "E0105",
      message: `\`${key}\` is not ${what}: ${JSON.stringify(text)}`,
      help,
    });
    return undefined;
  }

  #list(value: TomlValue, setting: Setting): readonly string[] | undefined {
    if (!Array.isArray(value)) {
      const one = this.expanded(value, setting);
      return one === undefined ? undefined : [one];
    }
    return value.flatMap((item, i) => this.expanded(item, setting, i) ?? []);
  }

  #command(value: TomlValue, setting: Setting): Argv | undefined {
    const words = typeof value === "string" ? this.#split(value, setting) : value;
    if (!Array.isArray(words)) return undefined;
    const isItem = value === setting.mark.value;
    const [program, ...rest] = words.flatMap(
      (word, i) => this.expanded(word, setting, isItem ? i : undefined) ?? [],
    );
    if (program !== undefined && program !== "") return [program, ...rest];
    if (words.length === rest.length + 1)
      this.wrong(setting, {
        code: "E0105",
        message: "a command begins with a program",
        help: 'for example ["/usr/sbin/cron", "-f"]',
      });
    return undefined;
  }

  #split(text: string, setting: Setting): string[] | undefined {
    const split = wordsFrom(text);
    if ("words" in split) return split.words.length === 0 ? [""] : [...split.words];
    this.wrong(setting, { code: "E0208", message: split.wrong, help: split.help });
    return undefined;
  }

  /** A string of a value read by hand, variables expanded; undefined, and reported, when that fails. */
  expanded(value: unknown, setting: Setting, index?: number | undefined): string | undefined {
    const text = this.#noNul(value, setting);
    if (text === undefined || !text.includes("$")) return text;
    const { text: result, wrong } = expand(text, this.variables);
    if (wrong !== undefined)
      this.wrong(setting, wrong, index === undefined ? setting.place() : setting.itemPlace(index));
    return wrong === undefined ? result : undefined;
  }

  #noNul(value: unknown, setting: Setting): string | undefined {
    const text = typeof value === "number" || typeof value === "bigint" ? String(value) : value;
    if (typeof text !== "string") return undefined;
    if (!text.includes("\0")) return text;
    const problem = {
      code: "E0105",
      message: "a NUL character cannot reach a process",
      help: "leave \\u0000 out",
    };
    this.wrong(setting, problem);
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
