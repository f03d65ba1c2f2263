import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { preloadFile } from '../../src/main/electron/window.ts';
import { projectFolder } from '../support/run-program.ts';

const built = join(projectFolder, 'out', 'main');

/** Imports, as a bundler writes them, that load before a file begins. */
const atStart = [
  /^(?:import|export)\b[^'"]*?from\s*['"]([^'"]+)['"]/gm,
  /^import\s*['"]([^'"]+)['"]/gm,
] as const;
/** These imports and those that load later. */
const ever = [...atStart, /\b(?:import|require)\(\s*['"`]([^'"`]+)['"`]\s*\)/g] as const;

/** Returns the names that a built file imports. */
function importsOf(file: string, patterns: readonly RegExp[] = ever): string[] {
  const text = readFileSync(file, 'utf8');
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, name = '']) => name));
}

/** Returns all packages that an entry of the build loads, directly or through its chunks. */
function reachedFrom(entry: string, patterns: readonly RegExp[] = ever): Set<string> {
  const names = new Set<string>();
  const files = new Set([join(built, entry)]);
  for (const file of files) {
    for (const name of importsOf(file, patterns)) {
      if (name.startsWith('.')) files.add(join(dirname(file), name));
      else names.add(name);
    }
  }
  return names;
}

/** Programs that run under plain Node: server, command line and workers. */
const entries = existsSync(built)
  ? readdirSync(built).filter((name) => name.endsWith('.js') && name !== 'index.js')
  : [];

test('the station is built, with a program for each worker', () => {
  expect(entries, 'Build the station first: npm run build').toContain('server.js');
  expect(entries.length).toBeGreaterThan(2);
});

test.each(entries)('%s runs without Electron', (entry) => {
  const names = reachedFrom(entry);
  expect([...names].filter((name) => /^electron(\/|$)/.test(name))).toEqual([]);
  // A name found shows that the patterns match at all.
  expect(names.size).toBeGreaterThan(0);
});

test('the station begins without TensorFlow and ONNX Runtime, and the window never has them', () => {
  const ofNetworks = /onnxruntime|tensorflow|tfjs/;
  const names = [...reachedFrom('server.js', atStart)];
  expect(names).toContain('better-sqlite3');
  expect(names.filter((name) => ofNetworks.test(name))).toEqual([]);
  expect([...reachedFrom('training-worker.js')]).toContain('onnxruntime-node');
  const assets = join(projectFolder, 'out', 'renderer', 'assets');
  const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'));
  expect(scripts.length).toBeGreaterThan(0);
  expect(scripts.filter((name) => ofNetworks.test(readFileSync(join(assets, name), 'utf8')))).toEqual([]);
});

test('the desktop’s entry loads Electron, and reaches the native modules only by what it loads later', () => {
  expect(importsOf(join(built, 'index.js'))).toContain('electron');
  const names = [...reachedFrom('index.js')];
  for (const name of ['electron', 'better-sqlite3', 'sharp']) expect(names).toContain(name);
  const text = readFileSync(join(built, 'index.js'), 'utf8');
  expect(text).not.toMatch(/from\s*['"](better-sqlite3|sharp)['"]/);
});

test('the preload script is one file that needs nothing but Electron', () => {
  const file = preloadFile(projectFolder);
  expect(existsSync(file)).toBe(true);
  expect(importsOf(file)).toEqual(['electron']);
});
