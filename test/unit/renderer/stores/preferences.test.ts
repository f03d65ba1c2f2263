import { createPinia } from 'pinia';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createApp, nextTick } from 'vue';
import { usePreferences } from '../../../../src/renderer/stores/preferences.ts';
import { usualSourceKind } from '../../../../src/shared/domain/source-kinds.ts';

const storageKey = 'loupe.preferences';

/** Opens the preferences of a window whose browser has stored this value. */
function openWith(kept: unknown) {
  // Browsers have localStorage, Node does not.
  const storage = new Map([[storageKey, JSON.stringify(kept)]]);
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => void storage.set(key, value),
  });
  onTestFinished(() => void vi.unstubAllGlobals());
  const pinia = createPinia();
  createApp({}).use(pinia);
  const stored = (): unknown => JSON.parse(storage.get(storageKey) ?? '');
  return { preferences: usePreferences(pinia), stored };
}

test('a watched folder that version 0.1 remembered is there, and is kept in the form of today', async () => {
  const { preferences, stored } = openWith({
    locale: 'de',
    sourceKind: 'watched-folder',
    folder: '/data/line-1',
    alarmMuted: true,
  });
  expect(preferences.sourceKind).toBe('watched-folder');
  expect(preferences.sources).toEqual({ 'watched-folder': '/data/line-1' });
  expect(preferences.watchedSubfolders).toBe(false);
  expect(preferences).toMatchObject({ locale: 'de', alarmMuted: true });
  preferences.heatVisible = false;
  await nextTick();
  expect(stored()).toMatchObject({ sources: { 'watched-folder': '/data/line-1' }, heatVisible: false });
});

test('what was entered since counts before what an older version remembered', () => {
  const { preferences } = openWith({ folder: '/old', sources: { 'watched-folder': '/new' } });
  expect(preferences.sources['watched-folder']).toBe('/new');
});

test('a kind of source that is not known any more costs that choice, nothing else', () => {
  const { preferences } = openWith({
    sourceKind: 'folder',
    sources: { folder: '/x' },
    theme: 'dark',
    cameraId: 'c',
  });
  expect(preferences.sourceKind).toBe(usualSourceKind);
  expect(preferences).toMatchObject({ sources: {}, theme: 'dark', cameraId: 'c' });
});

test('broken or foreign contents open with what is usual', () => {
  for (const kept of ['no object', 7, null, { sources: 3 }]) {
    expect(openWith(kept).preferences.sourceKind).toBe(usualSourceKind);
  }
});
