/** `${var.x}`, `${var.x:-default}`, `${name}`, `${instance}`, `${host}` and `$$` in the string values that expand. */
import { nearest } from "../diagnostics/suggest.ts";

export interface Variables {
  /** `[vars]`, as text. */
  readonly vars: ReadonlyMap<string, string>;
  readonly name: string;
  readonly instance?: string;
  readonly host?: string;
}

export interface Expanded {
  readonly text: string;
  /** Undefined when all was well; `text` then has every variable replaced. */
  readonly wrong?: { readonly code: "E0206" | "E0207"; readonly message: string; readonly help: string };
}

/** Expands one value. A `$` that begins nothing of ours stays a dollar. */
export function expand(text: string, variables: Variables): Expanded {
  if (!text.includes("$")) return { text };
  let wrong: Expanded["wrong"];
  const result = text.replace(
    /\$(\$|\{([^}]*)(\}?))/g,
    (whole, what: string, inside: string, close: string) => {
      if (what === "$") return "$";
      const found = close === "" ? unclosed(whole) : variableValue(inside, variables);
      if (typeof found === "string") return found;
      wrong ??= found;
      return whole;
    },
  );
  return wrong === undefined ? { text: result } : { text: result, wrong };
}

function unclosed(whole: string): Expanded["wrong"] {
  return {
    code: "E0207",
    message: `\`${whole.slice(0, 20)}\` has no closing brace`,
    help: "`$$` is a dollar",
  };
}

function variableValue(inside: string, variables: Variables): string | Expanded["wrong"] {
  const own = { name: variables.name, instance: variables.instance, host: variables.host };
  if (Object.hasOwn(own, inside)) {
    const value = own[inside as keyof typeof own];
    return (
      value ?? { code: "E0206", message: `\`\${${inside}}\` has no value here`, help: WHEN[inside] ?? "" }
    );
  }
  const match = /^var\.([A-Za-z0-9_-]+)(?::-(.*))?$/s.exec(inside);
  if (match === null) return strange(inside);
  const [, name = "", fallback] = match;
  const value = variables.vars.get(name) ?? fallback;
  if (value !== undefined) return value;
  const near = nearest(name, [...variables.vars.keys()]);
  const help =
    near === undefined
      ? `declare it in [vars], or write \${var.${name}:-default}`
      : `did you mean \`${near}\`?`;
  return { code: "E0206", message: `the variable \`${name}\` is not declared in [vars]`, help };
}

const WHEN: Readonly<Record<string, string>> = {
  instance: "only the instances of a template (`NAME@.toml`) have one",
  host: "give the host: --host=NAME",
};

function strange(inside: string): Expanded["wrong"] {
  const message = `\`\${${inside}}\` is no variable of a declaration`;
  const help = /^[A-Za-z_]\w*$/.test(inside)
    ? `nothing is read from the environment: declare ${inside} in [vars] and write \${var.${inside}}, or write $$\{${inside}} for the text itself`
    : "there are ${var.x}, ${var.x:-default}, ${name}, ${instance}, ${host}; `$$` is a dollar";
  return { code: "E0207", message, help };
}
