import { app } from 'electron';
import { reportToStandardError } from '../host/report-to-standard-error.ts';

/** The end of the desktop, whoever asks for it. */
export interface OrderlyEnd {
  /** True once the program is ending. */
  begun(): boolean;
  /** Adds what is done before the program ends; what was added last is done first. */
  before(act: () => unknown): void;
  /** Has the program started once more when it has ended. */
  thenAgain(): void;
  /**
   * Ends the program. A second call changes nothing.
   *
   * @param tell shown to the user once everything else is done, when nothing stands still any more
   */
  end(code: number, tell?: () => void): void;
}

/** How long the station may take to end its sessions, jobs and workers, milliseconds. */
const defaultPatience = 15_000;

/** Takes the end of the program over from Electron, which would not wait for the station to close. */
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
      // Whoever reads the box may start the program again meanwhile.
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
