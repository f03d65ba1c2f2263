import { resolve } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'electron-vite';

const source = (path: string): string => resolve(import.meta.dirname, 'src', path);

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      rolldownOptions: {
        input: {
          index: source('main/index.ts'),
          server: source('main/server.ts'),
          cli: source('main/cli.ts'),
          // Workers are started as processes of their own, by the name of their file in out/main.
          'training-worker': source('main/training/worker.ts'),
          'inference-worker': source('main/inference/worker.ts'),
          'explanation-worker': source('main/explanation/worker.ts'),
          'provider-probe': source('main/inference/provider-probe.ts'),
          'image-check-worker': source('main/datasets/check/worker.ts'),
          'frame-times-worker': source('main/training/frame-times/worker.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      rolldownOptions: {
        input: { index: source('preload/index.ts') },
        // A sandboxed preload is one CommonJS file.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: source('renderer'),
    plugins: [vue()],
    build: {
      outDir: resolve(import.meta.dirname, 'out/renderer'),
      // The window also opens in the browser of a machine on the line, which may be older than the desktop's.
      target: 'chrome120',
      minify: true,
      rolldownOptions: { input: source('renderer/index.html') },
    },
  },
});
