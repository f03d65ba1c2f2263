import { defineConfig } from '@playwright/test';

/**
 * The specs of the browser and of the desktop, which go through the same flows. `npm test` sets the programs' paths:
 * `LOUPE_CHROMIUM` for the browser, `LOUPE_ELECTRON` for Electron. Without the latter the desktop's specs are skipped
 * with the reason in `LOUPE_ELECTRON_MISSING`.
 */
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results/e2e',
  globalSetup: './test/e2e/support/run-cache.ts',
  timeout: 180_000,
  expect: { timeout: 20_000 },
  // Only `npm run screenshots` renews the reference pictures.
  snapshotPathTemplate: 'test/e2e/pictures/{arg}{ext}',
  updateSnapshots: process.env.UPDATE_DOC_IMAGES ? 'all' : 'none',
  // Specs mostly wait for the browser or for the pace of a line, so two of them fill the cores of a small machine.
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  use: {
    // The smallest supported window at the line; a spec may set another size.
    viewport: { width: 1280, height: 800 },
    // A click on a missing element fails after this time, not at the end of the whole test.
    actionTimeout: 30_000,
    navigationTimeout: 30_000,
    // Without a film of the page, which would take the processor core that the inspection needs.
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'browser', testIgnore: /desktop\.spec/ },
    // Specs of layouts that depend on the width, repeated on an office screen: tiles, galleries, pictures side by side and
    // under drawing. views.spec.ts checks that every view is in order at that size.
    {
      name: 'large',
      testMatch: /(line-lanes|mask|dataset|two-models|explanation|review-list)\.spec/,
      use: { viewport: { width: 1920, height: 1080 } },
    },
    { name: 'electron', testMatch: /desktop\.spec/ },
  ],
});
