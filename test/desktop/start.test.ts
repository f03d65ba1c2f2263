import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startPage } from '../../src/main/electron/addresses.ts';
import { lockStation } from '../../src/main/database/station-lock.ts';
import { app } from '../support/electron/app.ts';
import { theWindow } from '../support/electron/page.ts';
import { noted } from '../support/electron/record.ts';
import { asked, startedDesktop } from '../support/electron/started-desktop.ts';
import { projectFolder } from '../support/run-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const place = (words: string): number => noted().findIndex((line) => line.startsWith(words));

test('what Electron takes only before it is ready comes first, the page only when its station answers', async () => {
  const { home } = await startedDesktop();
  await asked('show');
  const order = [
    `app.setPath userData ${join(home, 'window')} early`,
    'app.requestSingleInstanceLock true',
    'app.enableSandbox',
    'protocol.privileged app',
    'ready',
    'Menu.setApplicationMenu null',
    'protocol.handle app',
    'window',
    `loadURL ${startPage}`,
    'loaded',
    'show',
  ];
  expect(order.map(place)).toEqual(order.map(place).toSorted((one, other) => one - other));
  expect(order.filter((words) => place(words) < 0)).toEqual([]);
});

test('a second start ends at once and touches nothing', async () => {
  app.getsLock = false;
  try {
    await startedDesktop();
  } finally {
    app.getsLock = true;
  }
  expect(await app.ended).toBe(0);
  expect(noted().slice(1)).toEqual(['app.requestSingleInstanceLock false', 'exit 0']);
});

test('a home that cannot be written is named, and there is no window', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  await startedDesktop(join(file, 'home'));
  expect(await app.ended).toBe(1);
  expect(noted().find((line) => line.startsWith('dialog.'))).toContain(file);
  expect(place('window')).toBe(-1);
});

test('a home that another station works in is named with its code', async () => {
  const home = join(temporaryFolder(), 'home');
  mkdirSync(home);
  const lock = lockStation(join(home, 'station.lock'));
  await startedDesktop(home);
  expect(await app.ended).toBe(1);
  lock.release();
  expect(noted().find((line) => line.startsWith('dialog.'))).toContain('DATABASE_LOCKED');
  expect(place('window')).toBe(-1);
});

test('a program that is told to quit while its station opens opens no window and leaves the home free', async () => {
  const { home } = await startedDesktop();
  app.quit();
  expect(await app.ended).toBe(0);
  expect(place('window')).toBe(-1);
  expect(place('dialog.')).toBe(-1);
  lockStation(join(home, 'station.lock')).release();
});

test('the first window can fill the screen, is dark until its page is there, and has the program’s icon', async () => {
  await startedDesktop();
  await asked('show');
  const window = theWindow();
  expect(window.isFullScreenable()).toBe(true);
  const tokens = readFileSync(join(projectFolder, 'src/renderer/tokens.css'), 'utf8');
  const dark = /\[data-theme='dark'\] \{[^}]*--neutral-1: (#[0-9a-f]+);/.exec(tokens)?.[1];
  expect(window.options.backgroundColor).toBe(dark);
  const icon = window.options.icon;
  if (typeof icon !== 'string') throw new Error('The icon is no file');
  expect(readFileSync(icon).subarray(1, 4).toString()).toBe('PNG');
});

test('a window that was left maximised is not shown before its page', async () => {
  const home = join(temporaryFolder(), 'home');
  mkdirSync(join(home, 'window'), { recursive: true });
  const state = { place: null, width: 1000, height: 700, maximized: true, fullScreen: true };
  writeFileSync(join(home, 'window', 'window.json'), JSON.stringify(state));
  await startedDesktop(home);
  await asked('show');
  expect(place('loaded')).toBeLessThan(place('maximize'));
  expect(place('maximize')).toBeLessThan(place('show'));
  expect(theWindow().isFullScreen()).toBe(true);
});

test('a start while the window is there brings it to the front', async () => {
  await startedDesktop();
  await asked('show');
  app.emit('second-instance', {}, [], '');
  expect(noted().slice(-2)).toEqual(['show', 'focus']);
});

test('links lead to the user’s browser, never to another window', async () => {
  await startedDesktop();
  await asked('window');
  const contents = theWindow().webContents;
  expect(contents.openWindow('https://example.com/a')).toEqual({ action: 'deny' });
  expect(contents.openWindow('file:///etc/passwd')).toEqual({ action: 'deny' });
  expect(noted().filter((line) => line.startsWith('shell.'))).toEqual([
    'shell.openExternal https://example.com/a',
  ]);
});
