/** What a driver tells the one who holds it. */
import type { ServiceDriver } from "./service-driver.ts";

export interface Owner {
  levelChanged(driver: ServiceDriver): void;
  /** What the directory says about others may have changed. */
  redefined(driver: ServiceDriver): void;
  gaveUp(driver: ServiceDriver): void;
  mainEnded(driver: ServiceDriver, status: number | null): void;
  /** Names this directory waits for, for the record. */
  waitingFor(driver: ServiceDriver): readonly string[];
  /** Supervision has ended; FIFOs and lock are released. */
  ended(driver: ServiceDriver): void;
}
