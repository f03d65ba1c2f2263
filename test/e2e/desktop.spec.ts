import { join } from 'node:path';
import { hasStationData, needsStationData } from '../support/station-data.ts';
import { firstRun } from './flows/first-run.ts';
import { liveInspection } from './flows/live-inspection.ts';
import { reviewWorstEntry } from './flows/review.ts';
import { cookieClip, cookieClipLimits } from './support/cookie-clip.ts';
import { desktopMissing, desktopProgram } from './support/desktop-window.ts';
import { cookieHome } from './support/homes.ts';
import { copyHome } from './support/run-cache.ts';
import { expect, test } from './support/test.ts';

test.skip(desktopProgram === undefined, desktopMissing);
test.setTimeout(600_000);

test('the desktop: from an empty station to a logged defect', async ({ folder, desktop }) => {
  const page = await desktop(join(folder, 'home'), { kind: 'none' });
  await expect(page.getByTestId('empty-state')).toContainText('No product yet');
  await firstRun(page);
});

test('the desktop: an operator’s shift and a reviewer’s', async ({ folder, desktop }) => {
  test.skip(!hasStationData, needsStationData);
  const trained = await cookieHome();
  const home = await copyHome(trained.home, join(folder, 'home'));
  const clip = await cookieClip(join(folder, 'clip.y4m'), trained.scores);
  const page = await desktop(home, { kind: 'clip', path: clip.path });
  await liveInspection(page, { product: trained.product, ...cookieClipLimits(clip) });
  expect(await reviewWorstEntry(page)).toBeGreaterThan(0);
});
