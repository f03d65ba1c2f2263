import { EventEmitter } from 'node:events';
import { needsReady } from './app.ts';
import { note } from './record.ts';

/**
 * A stand-in for the module `electron` in the main process, for tests without Electron's program. It follows the
 * sources of Electron 45 of August 2026 and is stricter where Electron is lenient. Code that works here works there as
 * far as these files go; nothing here proves anything about the real program.
 */
export { app } from './app.ts';
export { BrowserWindow } from './browser-window.ts';
export { MessageChannelMain } from './message-ports.ts';
export { protocol, session } from './session.ts';
export { utilityProcess } from './utility-process.ts';

/** lib/browser/api/ipc-main.ts. */
export const ipcMain = new EventEmitter();

export const dialog = {
  /** A real error box halts the whole process until the user answers (shell/browser/ui/message_box_{gtk,mac,win}); tests count them. */
  showErrorBox: (title: string, content: string): void => note('dialog.showErrorBox', title, '|', content),
  showMessageBox({
    message,
    detail = '',
  }: {
    message: string;
    detail?: string;
  }): Promise<{ response: number }> {
    note('dialog.showMessageBox', message, '|', detail);
    return Promise.resolve({ response: 0 });
  },
};

export const Menu = {
  setApplicationMenu: (menu: unknown): void => note('Menu.setApplicationMenu', String(menu)),
};

export const shell = {
  openExternal(url: string): Promise<void> {
    note('shell.openExternal', url);
    return Promise.resolve();
  },
};

export const screen = {
  getAllDisplays() {
    needsReady("The 'screen' module can't be used before the app 'ready' event");
    return [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }];
  },
};

let blockers = 0;
export const powerSaveBlocker = {
  start(kind: string): number {
    note('powerSaveBlocker.start', kind);
    return blockers++;
  },
  stop(id: number): boolean {
    note('powerSaveBlocker.stop');
    return id < blockers;
  },
};
