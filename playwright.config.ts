import { defineConfig } from '@playwright/test';

/**
 * The browser's specs, and the desktop's, which go through the same flows. `npm test` says where things are:
 * `LOUPE_CHROMIUM` is the browser's program, `LOUPE_ELECTRON` Electron's; where that is missing, the desktop's specs
 * are skipped with the reason in `LOUPE_ELECTRON_MISSING`.
 */
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results/e2e',
  globalSetup: './test/e2e/support/run-cache.ts',
  timeout: 180_000,
  expect: { timeout: 20_000 },
  // Pictures to compare with are made anew by `npm run screenshots`, never in passing.
  snapshotPathTemplate: 'test/e2e/pictures/{arg}{ext}',
  updateSnapshots: process.env.UPDATE_DOC_IMAGES ? 'all' : 'none',
  // Most of a spec is waiting, for the browser or for the pace of a line: two fill the cores of a small machine.
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  use: {
    // The least that the line's window is meant for; a spec may ask for another.
    viewport: { width: 1280, height: 800 },
    // A click on what never comes ends here, not with the whole test.
    actionTimeout: 30_000,
    navigationTimeout: 30_000,
    // Without moving pictures: they would take the core that the inspection needs.
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'browser', testIgnore: /desktop\.spec/ },
    // What is laid out by the width, once more on an office's screen: tiles, galleries, pictures side by side and drawn on. That
    // every view is in order there, views.spec.ts looks at.
    {
      name: 'large',
      testMatch: /(line-lanes|mask|dataset|two-models|explanation|review-list)\.spec/,
      use: { viewport: { width: 1920, height: 1080 } },
    },
    { name: 'electron', testMatch: /desktop\.spec/ },
  ],
});
