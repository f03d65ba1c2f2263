import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { readLastScores, startInspection, waitForVerdict } from './flows/inspection.ts';
import { forDocuments, writeDocumentImage } from './support/document-images.ts';
import { expectAccessible } from './support/accessible.ts';
import { expectOrderly } from './support/orderly.ts';
import { photograph } from './support/photograph.ts';
import { waitForPictures } from './support/pictures-shown.ts';
import { sampleHome } from './support/homes.ts';
import { copyHome } from './support/run-cache.ts';
import { expect, test } from './support/test.ts';

test.setTimeout(forDocuments ? 1_800_000 : 600_000);

interface View {
  readonly name: string;
  /** Opens the view and waits until everything is shown. */
  open(page: Page): Promise<void>;
}

const views: readonly View[] = [
  {
    name: 'inspect',
    open: (page) => go(page, 'inspect', page.getByTestId('frozen').or(page.getByTestId('start')).first()),
  },
  { name: 'train-images', open: (page) => go(page, 'train/images', page.getByTestId('image').first()) },
  {
    name: 'train',
    async open(page) {
      await go(page, 'train/train', page.getByTestId('loss-curve').locator('canvas'));
      await page.getByTestId('job').evaluate((job) => job.scrollIntoView());
    },
  },
  { name: 'evaluate', open: (page) => go(page, 'train/evaluate', page.getByTestId('evaluation-report')) },
  { name: 'activate', open: (page) => go(page, 'train/activate', page.getByTestId('model').first()) },
  {
    name: 'review',
    async open(page) {
      await go(page, 'review', page.getByTestId('entry').first());
      await page.getByTestId('order').selectOption('highest-score');
      await page.getByTestId('entry').first().click();
      await expect(page.getByTestId('heat-canvas')).toHaveAttribute('data-heat', 'shown');
      await expect(page.getByTestId('facts')).toBeVisible();
    },
  },
  { name: 'statistics', open: openStatistics },
  { name: 'settings', open: (page) => go(page, 'settings', page.getByTestId('station-facts')) },
];

async function openStatistics(page: Page): Promise<void> {
  await go(page, 'review', page.getByTestId('tab-statistics'));
  await page.getByTestId('tab-statistics').click();
  await expect(page.getByTestId('yield-chart').locator('canvas').first()).toBeVisible();
}

async function go(page: Page, hash: string, sign: ReturnType<Page['locator']>): Promise<void> {
  await page.evaluate((target) => {
    window.location.hash = target;
  }, `#/${hash}`);
  await expect(sign).toBeVisible();
  await waitForPictures(page);
}

/** Writes preferences into the browser before the window reads them. */
async function prefer(page: Page, choices: Record<string, string>): Promise<void> {
  await page.evaluate((all) => {
    const known: unknown = JSON.parse(localStorage.getItem('loupe.preferences') ?? '{}');
    localStorage.setItem('loupe.preferences', JSON.stringify({ ...Object(known), ...all }));
  }, choices);
  await page.reload();
}

/** Holds the part with the highest score of the last twenty, with its heatmap. */
async function holdWorstPart(page: Page): Promise<void> {
  await startInspection(page, 'Sample product', 'simulated-camera');
  await waitForVerdict(page, 'defect');
  const scores = await readLastScores(page, 20);
  await page.locator(`[data-testid=part][data-score="${Math.max(...scores)}"]`).click();
  await expect(page.getByTestId('frozen')).toBeVisible();
}

const documented: Readonly<Record<string, string>> = {
  inspect: 'dark',
  'train-images': 'light',
  train: 'light',
  evaluate: 'light',
  activate: 'light',
  review: 'light',
  statistics: 'light',
  settings: 'light',
};

test('every view is in order by day and by night, in every language', async ({ folder, station, window }) => {
  const home = await copyHome(await sampleHome(), join(folder, 'home'));
  const running = await station({ home });
  const page = await window({ camera: { kind: 'none' } });
  await page.goto(running.address);
  await expect(page.getByTestId('start')).toBeVisible();

  for (const theme of ['dark', 'light']) {
    await prefer(page, { theme, locale: 'en' });
    await holdWorstPart(page);
    for (const view of views) {
      await view.open(page);
      await expectOrderly(page);
      await test.step(`${view.name}, ${theme}`, () => expectAccessible(page));
      const picture = await photograph(page, `${view.name}-${theme}`);
      if (forDocuments && picture && documented[view.name] === theme) {
        await writeDocumentImage(view.name, picture);
      }
      if (view.name === 'inspect') await page.getByTestId('stop').click();
    }
  }
  await page.setViewportSize({ width: 1920, height: 1080 });
  for (const view of views) {
    await view.open(page);
    await test.step(`${view.name}, 1920 × 1080`, () => expectOrderly(page));
    await photograph(page, `${view.name}-1920`);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  for (const locale of ['de', 'zh-CN']) {
    await prefer(page, { locale });
    for (const view of views) {
      await view.open(page);
      await test.step(`${view.name} in ${locale}`, () => expectOrderly(page));
      await photograph(page, `${view.name}-${locale}`);
    }
  }
});

test('a station without anything says the next step in every workplace', async ({
  folder,
  station,
  window,
}) => {
  const running = await station({ home: join(folder, 'home') });
  const page = await window({ camera: { kind: 'none' } });
  await page.goto(running.address);
  for (const place of ['inspect', 'train', 'review']) {
    await page.getByTestId(`rail-${place}`).click();
    await expect(page.getByTestId('empty-state').first().getByRole('button').first()).toBeEnabled();
    await expectOrderly(page);
    await expectAccessible(page);
    await photograph(page, `${place}-empty`);
  }
});
