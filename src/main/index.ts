import { app, dialog } from 'electron';
import './host/more-threads.ts';
import { messageOf } from '../shared/domain/station-error.ts';

// Imported inside a try, because a native module may fail to load: Electron by itself would show a stack trace and
// stay without a window. Electron is ready only after this file has run.
try {
  const { startDesktop } = await import('./electron/start-desktop.ts');
  startDesktop();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  dialog.showErrorBox('Loupe did not start', messageOf(error));
  app.exit(1);
}
