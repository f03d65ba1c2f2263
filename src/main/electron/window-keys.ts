import type { BrowserWindow, Input } from 'electron';

type Act = (window: BrowserWindow) => void;

/** Steps of zooming, in Chromium's levels: each is a fifth larger; from half the size to three times. */
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

/** By the key as it is pressed, in small letters; `control+` before it. */
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
 * The keys that a menu would bring, for systems where the window has none.
 *
 * @param development whether reload and the developer's tools have keys, too
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

/** Shift is part of how some keyboards write plus and zero, so that it counts for letters alone. */
function nameOf({ key, control, shift }: Pick<Input, 'key' | 'control' | 'shift'>): string {
  const isLetter = /^[a-z]$/i.test(key);
  return `${control ? 'control+' : ''}${shift && isLetter ? 'shift+' : ''}${key.toLowerCase()}`;
}
