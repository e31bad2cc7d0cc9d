/**
 * `render` in WebAssembly SIMD: finds newlines and copies lines sixteen bytes at a time, long ones sixty-four, in the memory
 * that the pipe is read into and the file is written from. The module is assembled here from its instructions; there is no
 * binary file.
 */
import { INPUT_SIZE, MAX_LABEL, OUTPUT_SIZE, plainRenderer, type Renderer } from "./log-render.ts";

/** The fast renderer where this machine has it, else the plain one (no SIMD, or no address space for a memory). */
export function fastestRenderer(): Renderer {
  try {
    return wasmRenderer();
  } catch {
    return plainRenderer();
  }
}

const PAGE = 65536;
const INPUT_AT = 0;
const LABEL_AT: number = INPUT_SIZE + 64;
const OUTPUT_AT: number = LABEL_AT + MAX_LABEL + 64;
const PAGES: number = Math.ceil((OUTPUT_AT + OUTPUT_SIZE) / PAGE);

/** Throws where WebAssembly or its SIMD instructions are missing. */
export function wasmRenderer(): Renderer {
  const { instance, memory } = instantiate();
  const { render, outputEnd, inside } = instance.exports as unknown as {
    readonly render: (size: number, labelSize: number, inside: number, limit: number, to: number) => number;
    readonly outputEnd: { readonly value: number };
    readonly inside: { readonly value: number };
  };
  const label = new Uint8Array(memory, LABEL_AT, MAX_LABEL);
  return {
    input: new Uint8Array(memory, INPUT_AT, INPUT_SIZE + 64),
    output: new Uint8Array(memory, OUTPUT_AT, OUTPUT_SIZE),
    render(size, text, position, limit, at = 0) {
      label.set(text);
      const begin = OUTPUT_AT + at;
      const consumed = render(size, text.length, position === "inside" ? 1 : 0, begin + limit, begin);
      const end = inside.value === 1 ? "inside" : "start";
      const produced = outputEnd.value - begin;
      return { consumed, produced, position: end, isFull: consumed < size };
    },
  };
}

interface Wasm {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
  readonly Memory: new (size: { initial: number; maximum: number }) => { readonly buffer: ArrayBuffer };
}

function instantiate(): { instance: { readonly exports: object }; memory: ArrayBuffer } {
  const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: Wasm };
  const memory = new WebAssembly.Memory({ initial: PAGES, maximum: PAGES });
  const module = new WebAssembly.Module(assemble());
  return { instance: new WebAssembly.Instance(module, { env: { memory } }), memory: memory.buffer };
}

type Code = readonly (number | Code)[];

/** Unsigned LEB128. All numbers below are non-negative, and constants get a spare zero byte where a sign would show. */
function leb(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    bytes.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
    rest >>>= 7;
  } while (rest > 0);
  return bytes;
}

function constant(value: number): Code {
  const bytes = leb(value);
  const last = bytes.at(-1) ?? 0;
  return [0x41, ...((last & 0x40) === 0 ? bytes : [...bytes.slice(0, -1), last | 0x80, 0])];
}

/** The instructions used, under their names in the WebAssembly text format. */
const get = (local: number): Code => [0x20, local];
const set = (local: number, value: Code): Code => [value, 0x21, local];
const add = (a: Code, b: Code): Code => [a, b, 0x6a];
const geU = (a: Code, b: Code): Code => [a, b, 0x4f];
const gtU = (a: Code, b: Code): Code => [a, b, 0x4b];
const eqz = (a: Code): Code => [a, 0x45];
const load8 = (address: Code): Code => [address, 0x2d, 0, 0];
const store8 = (address: Code, value: Code): Code => [address, value, 0x3a, 0, 0];
const load128 = (address: Code, offset = 0): Code => [address, 0xfd, 0, 0, offset];
const store128 = (address: Code, value: Code, offset = 0): Code => [address, value, 0xfd, 11, 0, offset];
const areNewlines = (vector: Code): Code => [vector, constant(10), 0xfd, 15, 0xfd, 35];
const newlines = (vector: Code): Code => [areNewlines(vector), 0xfd, 100];
const or128 = (a: Code, b: Code): Code => [a, b, 0xfd, 80];
const anyTrue = (vector: Code): Code => [vector, 0xfd, 83];
const ctz = (a: Code): Code => [a, 0x68];
const block = (...body: Code[]): Code => [0x02, 0x40, body, 0x0b];
const loop = (...body: Code[]): Code => [0x03, 0x40, body, 0x0b];
const when = (condition: Code, ...body: Code[]): Code => [condition, 0x04, 0x40, body, 0x0b];
const branch = (depth: number): Code => [0x0c, depth];
const branchIf = (depth: number, condition: Code): Code => [condition, 0x0d, depth];
const setGlobal = (index: number, value: Code): Code => [value, 0x24, index];

/** Parameters, then locals, of `render`. */
const [SIZE, LABEL, INSIDE, LIMIT, TO, FROM, LINE_FROM, LINE_TO, WAS_INSIDE, I] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
] as const;
/** Four of them. */
const VECTOR = 10;
const QUARTERS = [0, 1, 2, 3] as const;

const step = (by: Code): Code => [set(FROM, add(get(FROM), by)), set(TO, add(get(TO), by))];

/** Copies the label in whole vectors: what is too much is overwritten by the line. */
const copyLabel: Code = [
  set(I, constant(0)),
  block(
    loop(
      branchIf(1, geU(get(I), get(LABEL))),
      store128(add(get(TO), get(I)), load128(add(constant(LABEL_AT), get(I)))),
      set(I, add(get(I), constant(16))),
      branch(0),
    ),
  ),
  set(TO, add(get(TO), get(LABEL))),
];

/** Copies sixteen bytes, or up to and with a newline; `depth`: of the block of the line, from within a `when`. Fewer left: out of the one inside. */
const copySixteen = (depth: number): Code => [
  branchIf(depth - 2, gtU(add(get(FROM), constant(16)), get(SIZE))),
  set(VECTOR, load128(get(FROM))),
  store128(get(TO), get(VECTOR)),
  set(I, newlines(get(VECTOR))),
  when(get(I), step(add(ctz(get(I)), constant(1))), set(INSIDE, constant(0)), branch(depth)),
  step(constant(16)),
];

/** Copies sixty-four bytes at a time as long as no newline is among them. */
const copySixtyFours: Code = block(
  loop(
    branchIf(1, gtU(add(get(FROM), constant(64)), get(SIZE))),
    QUARTERS.map((i) => set(VECTOR + i, load128(get(FROM), 16 * i))),
    QUARTERS.map((i) => store128(get(TO), get(VECTOR + i), 16 * i)),
    branchIf(
      1,
      anyTrue(QUARTERS.map((i) => areNewlines(get(VECTOR + i))).reduce((all, one) => or128(all, one))),
    ),
    step(constant(64)),
    branch(0),
  ),
);

/** Copies up to and with the next newline; leaves INSIDE at 1 when the input ends first. Most lines are short. */
const copyLine: Code = block(
  set(INSIDE, constant(1)),
  block(copySixteen(2), copySixtyFours, loop(copySixteen(3), branch(0))),
  loop(
    branchIf(1, geU(get(FROM), get(SIZE))),
    set(I, load8(get(FROM))),
    store8(get(TO), get(I)),
    step(constant(1)),
    when([get(I), constant(10), 0x46], set(INSIDE, constant(0)), branch(2)),
    branch(0),
  ),
);

/** Line after line; one that does not fit is taken back and ends the work. */
const body: Code = [
  block(
    loop(
      branchIf(1, geU(get(FROM), get(SIZE))),
      set(LINE_FROM, get(FROM)),
      set(LINE_TO, get(TO)),
      set(WAS_INSIDE, get(INSIDE)),
      when(eqz(get(INSIDE)), copyLabel),
      copyLine,
      when(
        gtU(get(TO), get(LIMIT)),
        set(FROM, get(LINE_FROM)),
        set(TO, get(LINE_TO)),
        set(INSIDE, get(WAS_INSIDE)),
        branch(2),
      ),
      branch(0),
    ),
  ),
  setGlobal(0, get(TO)),
  setGlobal(1, get(INSIDE)),
  get(FROM),
];

/** The module: imports env.memory, exports `render(size, label size, inside, limit, to) -> consumed` and two globals. */
export function assemble(): Uint8Array {
  const [i32, v128] = [0x7f, 0x7b];
  const code = [2, ...[5, i32], ...[QUARTERS.length, v128], body, 0x0b];
  const global = (): Code => [i32, 1, constant(0), 0x0b];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 5, i32, i32, i32, i32, i32, 1, i32]),
    ...section(2, [1, text("env"), text("memory"), 2, 1, leb(PAGES), leb(PAGES)]),
    ...section(3, [1, 0]),
    ...section(6, [2, global(), global()]),
    ...section(7, [3, text("render"), 0, 0, text("outputEnd"), 3, 0, text("inside"), 3, 1]),
    ...section(10, [1, sized(code)]),
  ]);
}

function flat(code: Code): number[] {
  return code.flatMap((part) => (typeof part === "number" ? [part] : flat(part)));
}

function sized(code: Code): number[] {
  const bytes = flat(code);
  return [...leb(bytes.length), ...bytes];
}

const section = (id: number, content: Code): number[] => [id, ...sized(content)];
const text = (word: string): Code => [word.length, ...[...word].map((letter) => letter.charCodeAt(0))];
