import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it, onTestFinished } from 'vitest';
import { headlessHost } from '../../../../../src/main/host/headless-host.ts';
import { createPartSpread } from '../../../../../src/main/training/part-spread/part-spread.ts';
import { wholePicture } from '../../../../../src/shared/domain/region.ts';
import { bracket, pictureSize, scattered } from '../../../../support/lying-part.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

it('finds out how far the parts of good images lie apart, once for the same images', async () => {
  const folder = temporaryFolder();
  const images = await Promise.all(
    scattered(bracket, 6).map(async ({ picture }, index) => {
      const path = join(folder, `${index}.png`);
      await sharp(picture.data, { raw: { ...pictureSize, channels: 3 } }).toFile(path);
      return { name: `${index}.png`, path, sha256: String(index), ...pictureSize };
    }),
  );
  const host = headlessHost();
  let processes = 0;
  const partSpread = createPartSpread({
    host: {
      forkWorker(...how) {
        processes += 1;
        return host.forkWorker(...how);
      },
    },
    products: { get: () => ({ area: wholePicture }) },
    datasets: { imagesForTraining: (id) => (id === 'few' ? images.slice(0, 1) : images) },
  });
  onTestFinished(() => partSpread.close());
  const [found, again] = await Promise.all([partSpread.find('brackets'), partSpread.find('brackets')]);
  expect(found).toMatchObject({ why: null, spread: { images: 6 } });
  expect(found?.spread?.angle).toBeGreaterThan(60);
  expect(again).toEqual(found);
  expect(await partSpread.find('few')).toBeNull();
  expect(processes).toBe(1);
});
