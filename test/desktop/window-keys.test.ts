import { BrowserWindow } from 'electron';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { windowKeys } from '../../src/main/electron/window-keys.ts';
import { app, preventable } from '../support/electron/app.ts';
import { launch } from '../support/electron/launch.ts';
import { theWindow } from '../support/electron/page.ts';
import { noted } from '../support/electron/record.ts';

beforeEach(() => launch());

/** Opens a window. @returns a function that presses a key there: `true` if the page does not see the key */
function windowWithKeys(development: boolean) {
  onTestFinished(() => app.exit(0));
  windowKeys(new BrowserWindow(), development);
  const window = theWindow();
  const press = (
    key: string,
    held: { control?: boolean; shift?: boolean } = {},
    type = 'keyDown',
  ): boolean => {
    const event = preventable();
    window.webContents.emit('before-input-event', event, {
      type,
      key,
      control: false,
      shift: false,
      ...held,
    });
    return event.defaultPrevented;
  };
  return { window, press };
}

test('F11 fills the screen and leaves it again, once for each press', () => {
  const { window, press } = windowWithKeys(false);
  expect(press('F11')).toBe(true);
  expect(press('F11', {}, 'keyUp')).toBe(false);
  expect(window.isFullScreen()).toBe(true);
  press('F11');
  expect(window.isFullScreen()).toBe(false);
});

test('control with plus, minus and zero zooms, within bounds, however a keyboard writes them', () => {
  const { window, press } = windowWithKeys(false);
  const control = { control: true };
  press('+', control);
  press('=', { control: true, shift: true });
  expect(window.webContents.getZoomLevel()).toBe(1);
  press('-', control);
  expect(window.webContents.getZoomLevel()).toBe(0.5);
  for (let presses = 0; presses < 40; presses++) press('+', control);
  expect(window.webContents.getZoomLevel()).toBe(6);
  for (let presses = 0; presses < 40; presses++) press('-', control);
  expect(window.webContents.getZoomLevel()).toBe(-4);
  press('0', control);
  expect(window.webContents.getZoomLevel()).toBe(0);
});

const development = [
  ['F5', {}],
  ['r', { control: true }],
  ['F12', {}],
  ['I', { control: true, shift: true }],
] as const;

test('reload and the developer’s tools have keys in development', () => {
  const { press } = windowWithKeys(true);
  for (const [key, held] of development) expect(press(key, held), key).toBe(true);
  expect(noted().slice(-4)).toEqual(['reload', 'reload', 'toggleDevTools', 'toggleDevTools']);
});

test('they have none in a packaged program', () => {
  const { press } = windowWithKeys(false);
  const before = noted().length;
  for (const [key, held] of development) expect(press(key, held), key).toBe(false);
  expect(noted().length).toBe(before);
});

test('all other keys are the page’s', () => {
  const { press } = windowWithKeys(true);
  for (const key of ['f', 'Enter', '+', 'r', 'Escape', 'F4']) expect(press(key), key).toBe(false);
  expect(press('c', { control: true })).toBe(false);
  expect(press('R', { control: true, shift: true })).toBe(false);
});
