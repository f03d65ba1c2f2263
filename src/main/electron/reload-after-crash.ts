import { dialog } from 'electron';
import type { BrowserWindow } from 'electron';
import { restartBudget } from '../host/restart-budget.ts';
import { risingTime } from '../host/rising-time.ts';

/** Loads the page again when its process ends, at most five times a minute. */
export function reloadAfterCrash(window: BrowserWindow): void {
  const budget = restartBudget();
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    if (budget.take(risingTime())) window.reload();
    else {
      // `showErrorBox` would halt the inspection until someone answers it.
      void dialog.showMessageBox({
        type: 'error',
        message: 'The window keeps failing',
        detail: `The window ended several times in a minute (${reason}). Inspection goes on; start Loupe again to see it.`,
      });
    }
  });
}
