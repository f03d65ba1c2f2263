import type { BrowserWindow, Input } from 'electron';

type Act = (window: BrowserWindow) => void;

/** Zoom in Chromium's levels, each 20 % larger than the one before; from half to three times the size. */
const zoom = { step: 0.5, least: -4, most: 6 };

const byLevels =
  (levels: number): Act =>
  ({ webContents }) => {
    const level = Math.min(Math.max(webContents.getZoomLevel() + levels, zoom.least), zoom.most);
    webContents.setZoomLevel(level);
  };
const fillScreen: Act = (window) => window.setFullScreen(!window.isFullScreen());
const reload: Act = (window) => window.reload();
const showTools: Act = ({ webContents }) => webContents.toggleDevTools();

/** Actions by key, in lower case, with the prefix `control+` where Ctrl is held. */
const always: ReadonlyMap<string, Act> = new Map([
  ['f11', fillScreen],
  ['control++', byLevels(zoom.step)],
  ['control+=', byLevels(zoom.step)],
  ['control+-', byLevels(-zoom.step)],
  ['control+0', ({ webContents }) => webContents.setZoomLevel(0)],
]);
const inDevelopment: ReadonlyMap<string, Act> = new Map([
  ['f5', reload],
  ['control+r', reload],
  ['f12', showTools],
  ['control+shift+i', showTools],
]);

/**
 * Handles the keys that a menu would handle, on systems where the window has no menu.
 *
 * @param development true if reload and the developer tools shall have keys as well
 */
export function windowKeys(window: BrowserWindow, development: boolean): void {
  window.webContents.on('before-input-event', (event, input) => {
    const name = nameOf(input);
    const act = always.get(name) ?? (development ? inDevelopment.get(name) : undefined);
    if (input.type !== 'keyDown' || act === undefined) return;
    event.preventDefault();
    act(window);
  });
}

/** Names a pressed key. Shift counts for letters only, since some keyboards need it for plus and zero. */
function nameOf({ key, control, shift }: Pick<Input, 'key' | 'control' | 'shift'>): string {
  const isLetter = /^[a-z]$/i.test(key);
  return `${control ? 'control+' : ''}${shift && isLetter ? 'shift+' : ''}${key.toLowerCase()}`;
}
