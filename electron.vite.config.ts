import { resolve } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'electron-vite';
import workers from './src/main/host/worker-programs.json' with { type: 'json' };

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
          // The station starts workers as separate processes, by the names of their files in out/main.
          ...Object.fromEntries(
            Object.values(workers).map(({ source: path, build }) => [build, source(`main/${path}`)]),
          ),
        },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      rolldownOptions: {
        input: { index: source('preload/index.ts') },
        // A sandboxed preload script must be a single CommonJS file.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: source('renderer'),
    plugins: [vue()],
    build: {
      outDir: resolve(import.meta.dirname, 'out/renderer'),
      // The window also runs in browsers of machines at the line, which may be older than the desktop's.
      target: 'chrome120',
      minify: true,
      // The page's policy allows fonts and scripts from its own origin, but not from data URLs.
      assetsInlineLimit: 0,
      rolldownOptions: { input: source('renderer/index.html') },
    },
  },
});
