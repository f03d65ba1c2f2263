import { join } from 'node:path';
import { lit } from '../support/altered-pictures.ts';
import { sampleParts, usualOf } from '../support/usual-parts.ts';
import { startInspection } from './flows/inspection.ts';
import { sampleName, writeLineHome } from './support/line-home.ts';
import { expectOrderly } from './support/orderly.ts';
import { photograph } from './support/photograph.ts';
import { expect, test } from './support/test.ts';

test('pictures darker than the training images are told above the picture, with how much', async ({
  folder,
  station,
  window,
}) => {
  const home = join(folder, 'home');
  const brighter = await Promise.all(sampleParts(100, 8).map((frame) => lit(frame, 1.7)));
  await writeLineHome(home, [], { pictures: usualOf(brighter) });
  const running = await station({ home });
  const page = await window({ camera: { kind: 'none' } });
  await page.goto(running.address);
  await startInspection(page, sampleName, 'simulated-camera');
  const notice = page.getByTestId('unlike-notice');
  await expect(notice).toContainText('Pictures unlike the training images');
  await expect(notice).toContainText(/Brightness \d+% below the training images/);
  await expectOrderly(page);
  await photograph(page, 'unlike-pictures');

  await page.getByTestId('stop').click();
  await expect(notice).toBeHidden();
});
