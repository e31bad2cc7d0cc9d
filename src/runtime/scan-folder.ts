/** `SCAN/.svscan/`: one monitor per scan directory, and how to reach it. */

import { type FifoReader, openFifo, readFifo } from "../os/fifo.ts";
import { makeDirectory, readTextIfPresent, removeIfPresent, replaceFile } from "../os/files.ts";
import { type FileLock, takeLock } from "../os/lock.ts";
import { SCAN_FILES, SCAN_FOLDER } from "../protocol/names.ts";

export class ScanFolder {
  readonly path: string;
  readonly #lock: FileLock;
  #control: FifoReader | undefined;

  private constructor(path: string, lock: FileLock) {
    this.path = path;
    this.#lock = lock;
  }

  /** Undefined: another monitor holds it. Throws what the system says. */
  static take(scanDirectory: string): ScanFolder | undefined {
    const path = `${scanDirectory}/${SCAN_FOLDER}`;
    makeDirectory(path, 0o755);
    const lock = takeLock(`${path}/${SCAN_FILES.lock}`);
    return lock === undefined ? undefined : new ScanFolder(path, lock);
  }

  /** Pid of the monitor that is or was there, for messages. */
  static holderOf(scanDirectory: string): string {
    return (readTextIfPresent(`${scanDirectory}/${SCAN_FOLDER}/${SCAN_FILES.pid}`) ?? "").trim();
  }

  /** Opens the control FIFO. */
  listen(onByte: (letter: string) => void): void {
    const control = openFifo(`${this.path}/${SCAN_FILES.control}`, 0o600);
    this.#control = readFifo(control, (byte) => onByte(String.fromCharCode(byte)));
  }

  /** Says who is here. Throws what the system says. */
  announce(): void {
    replaceFile(`${this.path}/${SCAN_FILES.pid}`, `${process.pid}\n`);
  }

  /** Nobody is here any more. */
  close(): void {
    this.#control?.close();
    removeIfPresent(`${this.path}/${SCAN_FILES.pid}`);
    this.#lock.release();
  }
}
