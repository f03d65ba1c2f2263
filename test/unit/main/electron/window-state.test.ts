import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  firstWindow,
  onScreen,
  readWindowState,
  writeWindowState,
  type WindowState,
} from '../../../../src/main/electron/window-state.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const state: WindowState = {
  place: { x: 1930, y: 10 },
  width: 1200,
  height: 800,
  maximized: true,
  fullScreen: false,
};
const left = { x: 0, y: 0, width: 1920, height: 1080 };
const right = { x: 1920, y: 0, width: 1920, height: 1080 };

test('a window comes back as it was left', () => {
  const file = join(temporaryFolder(), 'window.json');
  writeWindowState(file, state);
  expect(readWindowState(file)).toEqual(state);
});

test('without a state, or with one that cannot be read, the first window opens', async () => {
  const folder = temporaryFolder();
  expect(readWindowState(join(folder, 'none.json'))).toEqual(firstWindow);
  for (const text of ['', '{', '{"width":-1}', '[]']) {
    const file = join(folder, 'window.json');
    await writeFile(file, text);
    expect(readWindowState(file)).toEqual(firstWindow);
  }
});

test('a state that cannot be kept is no failure', () => {
  expect(() => writeWindowState(join(temporaryFolder(), 'no', 'such', 'folder'), state)).not.toThrow();
});

test('a window whose display was unplugged is put where it can be seen, in its size', () => {
  expect(onScreen(state, [left, right])).toEqual(state);
  expect(onScreen(state, [left])).toEqual({ ...state, place: null });
  expect(onScreen({ ...state, place: { x: 100, y: -500 } }, [left])).toMatchObject({ place: null });
});
