import { app } from 'electron';
import { reportToStandardError } from '../host/report-to-standard-error.ts';

/** Ends the desktop in order. */
export interface OrderlyEnd {
  /** True once the program is ending. */
  begun(): boolean;
  /** Adds an action to do before the program ends; the action added last is done first. */
  before(act: () => unknown): void;
  /** Starts the program again after it has ended. */
  thenAgain(): void;
  /**
   * Ends the program. A second call changes nothing.
   *
   * @param tell shows a message to the user after everything else, when it can block nothing any more
   */
  end(code: number, tell?: () => void): void;
}

/** Time limit for the station to end its sessions, jobs and workers, milliseconds. */
const defaultPatience = 15_000;

/** Creates the orderly end, because Electron itself would not wait for the station to close. */
export function orderlyEnd(patience = defaultPatience): OrderlyEnd {
  const acts: (() => unknown)[] = [];
  let begun = false;
  let again = false;

  async function doAll(): Promise<void> {
    for (const act of acts.toReversed()) {
      try {
        await act();
      } catch (error) {
        reportToStandardError(error, 'end');
      }
    }
  }

  async function finish(code: number, tell?: () => void): Promise<void> {
    let guard: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      guard = setTimeout(() => {
        reportToStandardError(new Error(`The station did not close within ${patience / 1000} s`), 'end');
        resolve();
      }, patience);
    });
    await Promise.race([doAll(), late]);
    clearTimeout(guard);
    if (tell) {
      // The user may start the program again while the message is open.
      app.releaseSingleInstanceLock();
      tell();
    }
    if (again) app.relaunch();
    app.exit(code);
  }

  const end = (code: number, tell?: () => void): void => {
    if (begun) return;
    begun = true;
    void finish(code, tell);
  };
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    event.preventDefault();
    end(0);
  });
  return {
    begun: () => begun,
    before: (act) => void acts.push(act),
    thenAgain: () => void (again = true),
    end,
  };
}
