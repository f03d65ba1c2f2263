import { join } from 'node:path';
import { app, BrowserWindow, screen } from 'electron';
import { reloadAfterCrash } from './reload-after-crash.ts';
import { onScreen, readWindowState, writeWindowState } from './window-state.ts';

/** What the page is drawn on: the ground of the dark theme (`--neutral-1`), seen until the page is there. */
const ground = '#0d1013';

export interface WindowFiles {
  readonly preload: string;
  readonly icon: string;
  /** Where place and size of the window are kept. */
  readonly state: string;
}

/** Creates the one window, where it was left; shown once its page is. */
export function createWindow(files: WindowFiles): BrowserWindow {
  const displays = screen.getAllDisplays().map((display) => display.workArea);
  const { place, width, height, maximized, fullScreen } = onScreen(readWindowState(files.state), displays);
  const window = new BrowserWindow({
    ...(place ?? {}),
    width,
    height,
    minWidth: 800,
    minHeight: 600,
    show: false,
    // On macOS a window that is told `false` can never fill the screen.
    ...(fullScreen ? { fullscreen: true } : {}),
    autoHideMenuBar: true,
    title: 'Loupe',
    icon: files.icon,
    backgroundColor: ground,
    webPreferences: {
      preload: files.preload,
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
  window.once('ready-to-show', () => {
    // Maximising shows a window at once, without its page.
    if (maximized) window.maximize();
    window.show();
  });
  window.on('close', () => keepWindowState(window, files.state));
  reloadAfterCrash(window);
  return window;
}

/** Keeps place and size for the next start. */
export function keepWindowState(window: BrowserWindow, file: string): void {
  if (window.isDestroyed()) return;
  const { x, y, width, height } = window.getNormalBounds();
  writeWindowState(file, {
    place: { x, y },
    width,
    height,
    maximized: window.isMaximized(),
    fullScreen: window.isFullScreen(),
  });
}

/** Shows a window that may be minimised or covered. */
export function bringToFront(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** Where electron-vite puts the preload script. */
export function preloadFile(programFolder: string): string {
  return join(programFolder, 'out', 'preload', 'index.cjs');
}
