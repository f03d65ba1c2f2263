import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { lockStation } from '../../src/main/database/station-lock.ts';
import { orderlyEnd } from '../../src/main/electron/orderly-end.ts';
import { readWindowState } from '../../src/main/electron/window-state.ts';
import { app } from '../support/electron/app.ts';
import { launch } from '../support/electron/launch.ts';
import { theWindow } from '../support/electron/page.ts';
import { noted } from '../support/electron/record.ts';
import { asked, startedDesktop } from '../support/electron/started-desktop.ts';

const notes = (words: string): number => noted().filter((line) => line.startsWith(words)).length;

test('closing the window closes the station, then ends the program', async () => {
  const { home } = await startedDesktop();
  await asked('show');
  theWindow().close();
  expect(app.hasEnded).toBe(false);
  expect(await app.ended).toBe(0);
  // The station has released its lock as its last step, so the lock is free.
  lockStation(join(home, 'station.lock')).release();
  expect(noted().at(-1)).toBe('exit 0');
});

test('a program that is quit without its window being closed keeps the window’s place all the same', async () => {
  const { home } = await startedDesktop();
  await asked('show');
  const file = join(home, 'window', 'window.json');
  expect(existsSync(file)).toBe(false);
  app.quit();
  expect(await app.ended).toBe(0);
  expect(readWindowState(file)).toMatchObject({ place: { x: 10, y: 20 }, width: 1000, height: 700 });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toHaveProperty('maximized', false);
});

test('logging off ends the program in order, too', async () => {
  const { home } = await startedDesktop();
  await asked('show');
  theWindow().emit('session-end');
  // The system does not wait, so the window's place must already be saved.
  expect(existsSync(join(home, 'window', 'window.json'))).toBe(true);
  expect(await app.ended).toBe(0);
});

test('a start while the program ends starts it again when it has ended', async () => {
  await startedDesktop();
  await asked('show');
  theWindow().close();
  app.emit('second-instance', {}, [], '');
  expect(await app.ended).toBe(0);
  expect(noted().slice(-2)).toEqual(['app.relaunch', 'exit 0']);
});

test('a window whose process keeps ending is loaded five times, then the user is told without halting the line', async () => {
  await startedDesktop();
  await asked('show');
  const contents = theWindow().webContents;
  for (let end = 0; end < 6; end++) contents.emit('render-process-gone', {}, { reason: 'crashed' });
  expect(notes('reload')).toBe(5);
  expect(notes('dialog.showMessageBox')).toBe(1);
  expect(notes('dialog.showErrorBox')).toBe(0);
  contents.emit('render-process-gone', {}, { reason: 'clean-exit' });
  expect(notes('reload') + notes('dialog.showMessageBox')).toBe(6);
});

/** Starts a program that can only end. */
async function ending(patience: number) {
  const { promise, resolve } = Promise.withResolvers<ReturnType<typeof orderlyEnd>>();
  await launch(() => resolve(orderlyEnd(patience)));
  onTestFinished(() => app.exit(0));
  return promise;
}

test('what is added last is done first, a failure keeps nothing from being done, and it is done once', async () => {
  const end = await ending(60_000);
  const done: string[] = [];
  end.before(() => done.push('station'));
  end.before(() => Promise.reject(new Error('This one fails')));
  end.before(() => done.push('window'));
  expect(end.begun()).toBe(false);
  end.end(1, () => done.push('told'));
  expect(end.begun()).toBe(true);
  end.end(0, () => done.push('told again'));
  app.quit();
  expect(await app.ended).toBe(1);
  expect(done).toEqual(['window', 'station', 'told']);
  expect(noted().slice(-2)).toEqual(['app.releaseSingleInstanceLock', 'exit 1']);
});

test('a station that does not close holds the end of the program up for a while only', async () => {
  const end = await ending(50);
  end.before(() => new Promise(() => undefined));
  end.thenAgain();
  app.quit();
  expect(await app.ended).toBe(0);
  expect(noted().slice(-2)).toEqual(['app.relaunch', 'exit 0']);
});
