import { defineConfig } from '@playwright/test';

/** `npm test` finds the browser and says here where it is. */
const chromium = process.env.LOUPE_CHROMIUM;

/**
 * The same specs in two hosts. The `electron` project needs `LOUPE_ELECTRON`, the path of Electron's program; where it
 * is missing, the fixture skips with the reason in `LOUPE_ELECTRON_MISSING`.
 */
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results/e2e',
  timeout: 180_000,
  expect: { timeout: 20_000 },
  // A station takes both cores of a small machine.
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  use: {
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(chromium === undefined ? {} : { executablePath: chromium }),
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    },
  },
  projects: [{ name: 'browser' }, { name: 'electron' }],
});
