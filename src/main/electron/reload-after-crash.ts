import { dialog } from 'electron';
import type { BrowserWindow } from 'electron';
import { restartBudget } from '../host/restart-budget.ts';
import { risingTime } from '../host/rising-time.ts';

/** Reloads the page when its process crashes, at most five times a minute. */
export function reloadAfterCrash(window: BrowserWindow): void {
  const budget = restartBudget();
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    if (budget.take(risingTime())) window.reload();
    else {
      // Not `showErrorBox`: it blocks this process, and with it the inspection, until somebody closes it.
      void dialog.showMessageBox({
        type: 'error',
        message: 'The window keeps failing',
        detail: `The window ended several times in a minute (${reason}). Inspection goes on; start Loupe again to see it.`,
      });
    }
  });
}
