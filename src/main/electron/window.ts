import { join } from 'node:path';
import { app, BrowserWindow, dialog, screen } from 'electron';
import { restartBudget } from '../host/restart-budget.ts';
import { startPage } from './addresses.ts';
import { onScreen, readWindowState, writeWindowState } from './window-state.ts';

/**
 * Opens the one window; its place and size are kept in `stateFile`.
 *
 * @param connect called before the page is loaded, which asks for its ports at once
 */
export async function openWindow(
  preload: string,
  stateFile: string,
  connect: (window: BrowserWindow) => void,
): Promise<BrowserWindow> {
  const displays = screen.getAllDisplays().map((display) => display.workArea);
  const { place, width, height, maximized, fullScreen } = onScreen(readWindowState(stateFile), displays);
  const window = new BrowserWindow({
    ...(place ?? {}),
    width,
    height,
    minWidth: 800,
    minHeight: 600,
    show: false,
    fullscreen: fullScreen,
    autoHideMenuBar: true,
    title: 'Loupe',
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !app.isPackaged,
      // The line goes on while another window covers this one.
      backgroundThrottling: false,
    },
  });
  if (maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    const { x, y, width, height } = window.getNormalBounds();
    writeWindowState(stateFile, {
      place: { x, y },
      width,
      height,
      maximized: window.isMaximized(),
      fullScreen: window.isFullScreen(),
    });
  });
  reloadAfterCrash(window);
  connect(window);
  await window.loadURL(startPage);
  return window;
}

/** Where electron-vite puts the preload script. */
export function preloadFile(programFolder: string): string {
  return join(programFolder, 'out', 'preload', 'index.cjs');
}

function reloadAfterCrash(window: BrowserWindow): void {
  const budget = restartBudget();
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    if (budget.take(Date.now())) window.reload();
    else {
      dialog.showErrorBox(
        'The window keeps failing',
        `The window ended several times in a minute (${reason}). Inspection goes on; start Loupe again to see it.`,
      );
    }
  });
}
