import { app } from './app.ts';
import { ipcMain } from './electron.ts';
import { forgetSession } from './session.ts';
import { utilities } from './utility-process.ts';

/** Starts a program anew in this process: runs its entry and resolves once Electron is ready or the program has ended. */
export async function launch(entry: () => unknown = () => undefined): Promise<void> {
  forgetSession();
  ipcMain.removeAllListeners();
  utilities.length = 0;
  await app.launch(entry);
}
