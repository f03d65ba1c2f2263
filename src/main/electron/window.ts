import { join } from 'node:path';
import { app, BrowserWindow, screen } from 'electron';
import { reloadAfterCrash } from './reload-after-crash.ts';
import { onScreen, readWindowState, writeWindowState } from './window-state.ts';

/** Colour of the window until the page is drawn: the ground of the dark theme (`--neutral-1`). */
const ground = '#0d1013';

export interface WindowFiles {
  readonly preload: string;
  readonly icon: string;
  /** File of the window's place and size. */
  readonly state: string;
}

/** Creates the one window, at its last place; it is shown once its page is drawn. */
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
    // On macOS a window with `fullscreen: false` can never fill the screen.
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
    // Maximising shows a window at once, so it must wait for the page.
    if (maximized) window.maximize();
    window.show();
  });
  window.on('close', () => keepWindowState(window, files.state));
  reloadAfterCrash(window);
  return window;
}

/** Stores place and size for the next start. */
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

/** Returns the path to which electron-vite writes the preload script. */
export function preloadFile(programFolder: string): string {
  return join(programFolder, 'out', 'preload', 'index.cjs');
}
