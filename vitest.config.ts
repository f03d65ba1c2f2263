import { resolve } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

const projects = ['unit', 'contract', 'security', 'desktop', 'fuzz', 'growth', 'accuracy', 'package'];
/** Electron's module, which only Electron's own program has, as the desktop's tests have it. */
const electron = resolve(import.meta.dirname, 'test/support/electron/electron.ts');
/** Rules without native code or anything global: one process runs many of these files, which saves a start for each. */
const rules = 'test/unit/shared/**/*.test.ts';

export default defineConfig({
  plugins: [vue()],
  test: {
    // TensorFlow and ONNX Runtime are native: a process for each file. Most of a test is waiting, for processes that start and for
    // the pace of a line: three fill the cores of a small machine.
    pool: 'forks',
    maxWorkers: 3,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // `npm run check` runs the tests of what changed; that all may depend on package.json is left to the gate.
    forceRerunTriggers: [],
    projects: [
      ...projects.map((name) => ({
        extends: true as const,
        ...(name === 'desktop' ? { resolve: { alias: { electron } } } : {}),
        test: { name, include: [`test/${name}/**/*.test.ts`], exclude: [rules] },
      })),
      { extends: true as const, test: { name: 'unit-rules', include: [rules], isolate: false } },
    ],
  },
});
