import { join } from 'node:path';
import { mediaPath } from '../../src/shared/contract/media.ts';
import { hasStationData, needsStationData } from '../support/station-data.ts';
import { liveInspection } from './flows/live-inspection.ts';
import { reviewWorstEntry } from './flows/review.ts';
import { cookieClip, cookieClipLimits } from './support/cookie-clip.ts';
import { cookieHome } from './support/homes.ts';
import { closestPicture } from './support/pictures.ts';
import { copyHome } from './support/run-cache.ts';
import { expect, test } from './support/test.ts';
import { judgedEntry } from '../support/judged-entry.ts';

test.skip(!hasStationData, needsStationData);
// If no other spec has done so yet, this one first trains on two busy cores.
test.setTimeout(600_000);

test('an operator sees the defects of a real part live, and a reviewer finds them in the log', async ({
  folder,
  station,
  window,
}) => {
  const trained = await cookieHome();
  const home = await copyHome(trained.home, join(folder, 'home'));
  const clip = await cookieClip(join(folder, 'clip.y4m'), trained.scores);
  const running = await station({ home });
  const page = await window({ camera: { kind: 'clip', path: clip.path } });

  await page.goto(running.address);
  await liveInspection(page, { product: trained.product, ...cookieClipLimits(clip) });

  const { total, entries } = await running.client.log.query({
    filter: { verdict: 'defect' },
    order: 'highest-score',
    limit: 3,
  });
  const id = await reviewWorstEntry(page);
  await expect(page.getByTestId('entry-count')).toHaveText(`${total} entries`);
  expect(id).toBe(entries[0]?.id);
  await test.step('the log keeps what explains the verdict', async () => {
    const entry = judgedEntry(await running.client.log.get({ id }));
    expect(entry.verdict).toBe('defect');
    expect(entry.score).toBeGreaterThanOrEqual(entry.thresholds.defect);
    expect(entry.source.kind).toBe('window-camera');
    expect(entry.decisions.map(({ decision }) => decision)).toEqual([
      'good',
      'defect',
      'defect',
      null,
      'defect',
    ]);
    const { frames } = await running.client.log.counts({});
    expect(frames.good).toBeGreaterThan(0);
    expect(frames.defect).toBeGreaterThanOrEqual(total);
  });
  await test.step('the highest scores are those of cracked parts', async () => {
    for (const entry of entries) {
      const logged = await running.media(mediaPath('entry-picture', entry.id));
      expect(
        await closestPicture(
          logged,
          clip.pictures.map(({ path }) => path),
        ),
      ).toMatch(/crack/);
    }
  });
});
