import { portChannel } from '../../../src/shared/contract/ports.ts';
import { app } from './app.ts';
import type { BrowserWindow } from './browser-window.ts';
import { ipcMain } from './electron.ts';

/** Returns the program's only window. @throws Error if there is none or more than one */
export function theWindow(): BrowserWindow {
  const [window, ...others] = app.windows;
  if (window === undefined || others.length > 0) throw new Error(`There are ${app.windows.size} windows`);
  return window;
}

/** Asks for the two ports, as preload script and page do in a window. @returns null if they got none */
export function askForPorts(window: BrowserWindow, frame: object = window.webContents.mainFrame) {
  const { received } = window.webContents.mainFrame;
  const before = received.length;
  ipcMain.emit(portChannel, { senderFrame: frame });
  const [procedures, live] = received.length > before ? (received.at(-1) ?? []) : [];
  return procedures && live ? { procedures, live } : null;
}
