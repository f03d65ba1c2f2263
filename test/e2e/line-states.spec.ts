import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { encodePng } from '../../src/main/images/encode-image.ts';
import { testFrame } from '../support/test-frame.ts';
import { startInspection } from './flows/inspection.ts';
import { sampleName, writeLineHome } from './support/line-home.ts';
import { photograph } from './support/photograph.ts';
import { expect, test } from './support/test.ts';

/** Time limits for a state that a window knows at once and for one that it must notice itself, and extra time on a busy machine; milliseconds. */
const atOnce = 1_000;
const noticed = 3_000;
const slack = 2_000;

/** Expects every window to show a state in neutral colours, in words and without a speed, within a time. */
async function expectNeutral(
  pages: readonly Page[],
  state: string,
  words: string,
  within: number,
): Promise<void> {
  for (const page of pages) {
    const verdict = page.getByTestId('verdict');
    await expect(verdict).toHaveAttribute('data-state', state, { timeout: within + slack });
    await expect(verdict).toHaveAttribute('data-verdict', 'none');
    await expect(verdict).toContainText(words);
    await expect(page.getByTestId('score')).toHaveText('–');
    await expect(page.getByTestId('rate')).toContainText('–');
    for (const lamp of [
      'camera',
      ...(state === 'silent' || state === 'lost' ? ['model', 'disk', 'clock'] : []),
    ]) {
      await expect(page.getByTestId(`status-${lamp}`)).not.toHaveAttribute('data-condition', 'ok');
    }
  }
}

async function expectJudged(pages: readonly Page[]): Promise<void> {
  for (const page of pages) {
    await expect(page.getByTestId('verdict')).toHaveAttribute('data-state', 'judged', { timeout: 30_000 });
    await expect(page.getByTestId('verdict')).not.toHaveAttribute('data-verdict', 'none');
  }
}

test('a pause, a station that hangs, a stop and a lost station end the verdict in every window', async ({
  folder,
  station,
  window,
}) => {
  const home = join(folder, 'home');
  await writeLineHome(home);
  const running = await station({ home });
  const [page, follower] = [
    await window({ camera: { kind: 'none' } }),
    await window({ camera: { kind: 'none' } }),
  ];
  const pages = [page, follower];
  for (const each of pages) await each.goto(running.address);
  await follower.getByTestId('rail-inspect').click();
  await startInspection(page, sampleName, 'simulated-camera');
  await expectJudged(pages);

  await page.getByTestId('pause').click();
  await expectNeutral(pages, 'paused', 'Paused', atOnce);
  await photograph(page, 'state-paused');
  await page.getByTestId('pause').click();
  await expectJudged(pages);

  running.signal('SIGSTOP');
  await expectNeutral(pages, 'silent', 'The station does not answer', noticed);
  await photograph(page, 'state-silent');
  running.signal('SIGCONT');
  await expectJudged(pages);

  await page.getByTestId('stop').click();
  await expectNeutral(pages, 'stopped', 'Stopped', atOnce);
  await photograph(follower, 'state-stopped');
  await startInspection(page, sampleName, 'simulated-camera');
  await expectJudged(pages);

  await running.kill();
  await expectNeutral(pages, 'lost', 'No connection to the station', atOnce);
  await photograph(page, 'state-lost');
});

test('no part for long, a file that cannot be read and a killed process: what was good before is not good now', async ({
  folder,
  station,
  window,
}) => {
  const home = join(folder, 'home');
  const [, disc] = await writeLineHome(home, ['Disc']);
  if (!disc) throw new Error('There are two products');
  const parts = join(folder, 'parts');
  await mkdir(parts);
  const put = async (name: string, bytes: Uint8Array | string): Promise<void> => {
    await writeFile(join(folder, name), bytes);
    await rename(join(folder, name), join(parts, name));
  };
  const drop = async (seed: number): Promise<void> =>
    put(`${seed}.png`, await encodePng(testFrame(seed, 96, 80)));
  const running = await station({ home });
  await running.client.products.setThresholds({
    id: disc.productId,
    thresholds: { review: 1e8, defect: 1e9 },
  });
  const page = await window({ camera: { kind: 'none' } });
  await page.goto(running.address);
  const source = { kind: 'watched-folder', folder: parts } as const;
  await running.client.inspection.start({ productId: disc.productId, source });
  await page.getByTestId('rail-inspect').click();
  const verdict = page.getByTestId('verdict');
  await expectNeutral([page], 'waiting', 'Waiting for a part', atOnce);

  await drop(1);
  await expect(verdict).toHaveAttribute('data-verdict', 'good');
  await expect(verdict).toHaveAttribute('data-state', 'no-part', { timeout: 5_000 + noticed });
  await expectNeutral([page], 'no-part', 'No part for', atOnce);
  await photograph(page, 'state-no-part');

  await put('2.png', 'no picture');
  await expect(verdict).toHaveAttribute('data-verdict', 'not-inspected');
  await expect(page.getByTestId('reason')).toHaveAttribute('data-reason', 'unreadable');
  await expect(page.getByTestId('lies')).toContainText('the next part may be fine');
  await expect(page.getByTestId('count-not-inspected')).toHaveText('1');
  await expect(page.getByTestId('yield')).toHaveText('50.0%');
  await photograph(page, 'state-not-inspected');

  await drop(3);
  await expect(verdict).toHaveAttribute('data-verdict', 'good');
  await running.killWorkers();
  await expectNeutral([page], 'waiting', 'Waiting for a part', atOnce);
  await drop(4);
  await expect(verdict).toHaveAttribute('data-verdict', 'good');
  await expect(page.getByTestId('status-model')).toHaveAttribute('data-condition', 'ok');

  await page.getByTestId('rail-review').click();
  await page.getByTestId('filter-verdict').selectOption('not-inspected');
  await expect(page.getByTestId('entry')).toHaveCount(1);
  await page.getByTestId('entry').click();
  await expect(page.getByTestId('uninspected')).toHaveAttribute('data-reason', 'unreadable');
  await expect(page.getByTestId('detail-verdict')).toHaveAttribute('data-verdict', 'not-inspected');
  await photograph(page, 'review-not-inspected');
});
