/**
 * Destinations that take messages and not bytes. Cuts the stream into lines, hands over the selected ones one by one, and
 * gives an account of how far that went; how a message is made and sent is the target's business.
 */
import type { LogJson } from "../protocol/service-json.ts";
import { type Line, splitLines } from "../supervise/log-lines.ts";
import { type Filter, parseFilter } from "../supervise/log-pattern.ts";
import type { LinePosition, Renderer } from "../supervise/log-render.ts";
import { type Accepted, type LogSink, NOWHERE, type Piece, type Place } from "./log-sink.ts";

/** Part of a line, or all of it. */
export interface Message {
  readonly text: Uint8Array;
  readonly beginsLine: boolean;
  readonly endsLine: boolean;
}

export interface LineTarget {
  /** A longer line comes in several messages. */
  readonly mostBytes: number;
  /** So many may come twice after a crash. */
  readonly mostLines: number;
  /** False: not now. Throws what the system says. */
  send(message: Message): boolean;
  /** May be used again after this. */
  close(): void;
}

/** A sink without a file. */
export class LogLines implements LogSink {
  readonly #target: LineTarget;
  readonly #renderer: Renderer;
  readonly #filter: Filter;

  constructor(target: LineTarget, policy: LogJson, renderer: Renderer) {
    this.#target = target;
    this.#renderer = renderer;
    this.#filter = parseFilter(policy.filter ?? []);
  }

  accept({ size, position, final }: Piece, onPlace: (consumed: number, place: Place) => void): Accepted {
    const input = this.#renderer.input.subarray(0, size);
    const { mostBytes, mostLines } = this.#target;
    const lines = splitLines(input, { filter: this.#filter, position, final, mostBytes, mostLines });
    onPlace(lines.at(-1)?.next ?? 0, NOWHERE);
    let done: Accepted = { consumed: 0, position };
    for (const line of lines) {
      if (line.isSelected && !this.#sendOrWait(input, line, done, final)) return { ...done, isBusy: true };
      done = { consumed: line.next, position: line.position };
    }
    return done;
  }

  place(): Place {
    return NOWHERE;
  }

  room(): number {
    return Number.POSITIVE_INFINITY;
  }

  readonly fileLimit: number = Number.POSITIVE_INFINITY;

  dropOldest(): number {
    return 0;
  }

  hasRoom(): boolean {
    return true;
  }

  rotate(): void {}

  async close(_position: LinePosition): Promise<void> {
    this.#target.close();
  }

  abandon(): void {
    this.#target.close();
  }

  /** A failure behind lines that were sent waits for the next call, so that those are accounted for. */
  #sendOrWait(input: Uint8Array, line: Line, { consumed, position }: Accepted, final: boolean): boolean {
    try {
      return this.#target.send({
        text: input.subarray(line.from, line.to),
        beginsLine: position === "start",
        endsLine: line.position === "start" || final,
      });
    } catch (error) {
      if (consumed > 0) return false;
      throw error;
    }
  }
}
