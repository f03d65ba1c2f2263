import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

const projects = ['unit', 'contract', 'security', 'accuracy'];

export default defineConfig({
  plugins: [vue()],
  test: {
    // TensorFlow and ONNX Runtime are native and take every core they get: a process for each file, two at a time.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: projects.map((name) => ({
      extends: true,
      test: { name, include: [`test/${name}/**/*.test.ts`] },
    })),
  },
});
