import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findChromium, noChromium } from '../../../../scripts/setup/chromium.mjs';
import { tempFolder, writeInto } from '../../../support/temp-folder.ts';

function machine(files: readonly string[]) {
  const folder = tempFolder(Object.fromEntries(files.map((file) => [file, '#!/bin/sh\n'])));
  const env = { PATH: [join(folder, 'first'), join(folder, 'second')].join(':') };
  return { folder, env, at: (path: string) => join(folder, path) };
}

it('the chosen program comes before one on PATH', () => {
  const { env, at } = machine(['first/chromium', 'own/browser']);
  expect(findChromium({ env: { ...env, LOUPE_CHROMIUM: at('own/browser') }, home: at('home') })).toBe(
    at('own/browser'),
  );
});

it('a chosen program that is not there is an error that names it', () => {
  const { env, at } = machine(['first/chromium']);
  const chosen = { ...env, LOUPE_CHROMIUM: at('gone') };
  expect(() => findChromium({ env: chosen, home: at('home') })).toThrow(at('gone'));
});

it('Chromium comes before Chrome, even later on PATH', () => {
  const { env, at } = machine(['first/google-chrome', 'second/chromium']);
  expect(findChromium({ env, home: at('home') })).toBe(at('second/chromium'));
});

it('a browser on PATH comes before the one of Playwright, whose newest is taken', () => {
  const playwright = 'home/.cache/ms-playwright';
  const files = ['999', '1200'].map((revision) => `${playwright}/chromium-${revision}/chrome-linux/chrome`);
  const { folder, env, at } = machine(files);
  expect(findChromium({ env, platform: 'linux', home: at('home') })).toBe(
    at(`${playwright}/chromium-1200/chrome-linux/chrome`),
  );
  const chrome = writeInto(folder, 'first/google-chrome', '');
  expect(findChromium({ env, platform: 'linux', home: at('home') })).toBe(chrome);
});

it('on Windows, Chrome comes before Edge', () => {
  const { folder, env, at } = machine(['programs/Microsoft/Edge/Application/msedge.exe']);
  const windows = { env: { ...env, ProgramFiles: at('programs') }, platform: 'win32', home: at('home') };
  expect(findChromium(windows)).toBe(at('programs/Microsoft/Edge/Application/msedge.exe'));
  const chrome = writeInto(folder, 'programs/Google/Chrome/Application/chrome.exe', '');
  expect(findChromium(windows)).toBe(chrome);
});

it('without a browser nothing is found, and the error says what to do', () => {
  const { env, at } = machine([]);
  expect(findChromium({ env, platform: 'linux', home: at('home') })).toBeUndefined();
  const error = noChromium('looked everywhere');
  expect(error.message).toContain('Chromium');
  expect(error.advice).toContain('apt-get install chromium');
  expect(error.advice).toContain('LOUPE_CHROMIUM');
});
