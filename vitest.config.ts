import { resolve } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

const projects = ['unit', 'contract', 'security', 'desktop', 'fuzz', 'growth', 'accuracy', 'package'];
/** Stand-in for the module `electron` in the desktop's tests, since only Electron's own program has the real one. */
const electron = resolve(import.meta.dirname, 'test/support/electron/electron.ts');
/** Tests of rules without native code or global state; one process runs many of these files, which saves starts. */
const rules = 'test/unit/shared/**/*.test.ts';

export default defineConfig({
  plugins: [vue()],
  test: {
    // Each file has a process of its own, because TensorFlow and ONNX Runtime are native. Tests mostly wait for starting
    // processes and for the pace of a line, so three of them fill the cores of a small machine.
    pool: 'forks',
    maxWorkers: 3,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // `npm run check` runs only the tests of changed files. A change of package.json may affect all; the gate runs them.
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
