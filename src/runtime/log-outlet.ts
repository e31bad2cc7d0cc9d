/** The destination of one log: opened when it is needed, exchanged for another, and given room under a policy that drops. */
import { reasonOf } from "../os/os-error.ts";
import type { LogJson } from "../protocol/service-json.ts";
import type { LogCounters } from "./log-counters.ts";
import type { OpenLog } from "./log-engine.ts";
import type { LogIntake } from "./log-intake.ts";
import { openSink } from "./log-open-sink.ts";
import { type Accepted, type LogSink, NOWHERE, type Piece, type Place, type Tools } from "./log-sink.ts";
import { isFull, type LogTrouble } from "./log-trouble.ts";

export interface OutletOptions {
  readonly tools: Tools;
  readonly counters: LogCounters;
  readonly trouble: LogTrouble;
  readonly warning: (message: string) => void;
  readonly turn: () => void;
}

export class LogOutlet {
  readonly #options: OutletOptions;
  #sink: LogSink | undefined;
  /** What the present sink was opened for. */
  #target = "";

  constructor(options: OutletOptions) {
    this.#options = options;
  }

  /** Undefined: it is not open. */
  get sink(): LogSink | undefined {
    return this.#sink;
  }

  get place(): Place {
    return this.#sink?.place() ?? NOWHERE;
  }

  /** Opens it unless it is open. Throws what the system says. */
  opened(log: OpenLog, intake: LogIntake): LogSink {
    if (this.#sink !== undefined) return this.#sink;
    const { tools, counters } = this.#options;
    this.#sink = openSink({
      log,
      renderer: tools.renderer,
      ownInode: intake.ownInode,
      cut: intake.cut,
      onRotating: () => intake.note(0, this.place),
      onRotated: () => {
        intake.note(0, this.place);
        counters.rotated();
      },
      onProblem: this.#options.warning,
      onTurn: this.#options.turn,
    });
    this.#target = JSON.stringify(log.policy.to);
    intake.cut = undefined;
    intake.note(0, this.place);
    return this.#sink;
  }

  /** Opens it again as this log says; another destination than before is ended in order first. */
  replace(log: OpenLog, intake: LogIntake): void {
    const old = this.#sink;
    this.#sink = undefined;
    if (old !== undefined) {
      intake.ownInode = old.place().inode;
      if (JSON.stringify(log.policy.to) === this.#target) old.abandon();
      else old.close("start").catch((error: unknown) => this.#options.warning(reasonOf(error)));
    }
    this.opened(log, intake);
  }

  /** As the sink's. A full disk gets room where the log's own older files go, if that is its policy. */
  accept(
    sink: LogSink,
    policy: LogJson,
    piece: Piece,
    onPlace: (consumed: number, place: Place) => void,
  ): Accepted {
    for (;;)
      try {
        return sink.accept(piece, onPlace);
      } catch (error) {
        const bytes = policy["on-full"] === "drop-oldest" && isFull(error) ? sink.dropOldest() : 0;
        if (bytes === 0) throw error;
        this.#options.trouble.begin(error, policy);
        this.#options.trouble.dropped(bytes);
      }
  }

  /** What it wrote to is gone: the next `opened` makes it again. */
  forget(): void {
    this.#sink?.abandon();
    this.#sink = undefined;
  }
}
