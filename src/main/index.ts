import { app, dialog } from 'electron';
import { messageOf } from '../shared/domain/station-error.ts';

// Loaded from here, so that a native module that cannot be loaded is told: Electron by itself would show a stack trace
// and stay, without a window. Electron waits for this file before it is ready.
try {
  const { startDesktop } = await import('./electron/start-desktop.ts');
  startDesktop();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  dialog.showErrorBox('Loupe did not start', messageOf(error));
  app.exit(1);
}
