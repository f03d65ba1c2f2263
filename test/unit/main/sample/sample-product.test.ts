import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { readImageFile } from '../../../../src/main/images/read-image-file.ts';
import { defectKinds } from '../../../../src/main/sample/blemish.ts';
import { writeSampleProduct } from '../../../../src/main/sample/sample-product.ts';
import { sampleCameraFrame } from '../../../../src/main/sample/simulated-camera.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { withoutPrivileges } from '../../../support/without-privileges.ts';

describe('the sample product', () => {
  it('lies on disk like any product with ground truth, and is the same every time', async () => {
    const folder = temporaryFolder();
    const steps: number[] = [];
    const counts = { train: 3, testGood: 2, testPerDefect: 1 };
    const written = await writeSampleProduct(folder, counts, (done, total) => steps.push(done / total));
    const images = 3 + 2 + defectKinds.length;
    expect(written).toEqual({ trainFolder: join(folder, 'train', 'good'), images });
    expect(steps).toEqual(Array.from({ length: images }, (_, step) => (step + 1) / images));
    expect(readdirSync(written.trainFolder)).toEqual(['000.png', '001.png', '002.png']);
    expect(readdirSync(join(folder, 'test')).sort()).toEqual(['good', ...defectKinds].sort());
    expect(readdirSync(join(folder, 'ground_truth')).sort()).toEqual([...defectKinds].sort());

    const { frame } = await readImageFile(join(folder, 'test', 'stain', '000.png'));
    expect([frame.width, frame.height]).toEqual([640, 480]);
    const mask = await sharp(join(folder, 'ground_truth', 'stain', '000_mask.png'))
      .toColourspace('b-w')
      .raw()
      .toBuffer();
    expect(mask.length).toBe(640 * 480);
    expect(new Set(mask)).toEqual(new Set([0, 255]));

    const again = temporaryFolder();
    await writeSampleProduct(again, counts);
    const one = join('train', 'good', '002.png');
    expect(readFileSync(join(again, one)).equals(readFileSync(join(folder, one)))).toBe(true);
  });

  it('names a folder where nothing may be written', async () => {
    const folder = temporaryFolder();
    const locked = withoutPrivileges(() => writeSampleProduct(join('/', 'loupe-sample', folder)));
    await expect(locked).rejects.toMatchObject({ name: 'StationError', code: 'NO_PERMISSION' });
  });
});

describe('the sample product’s camera', () => {
  it('shows one defective part in each six, at places and of kinds that vary', () => {
    const defects = Array.from({ length: 24 }, (_, number) => sampleCameraFrame(number).defect);
    const places = Array.from({ length: 4 }, (_, row) => defects.slice(row * 6, row * 6 + 6));
    for (const row of places) expect(row.filter((defect) => defect !== null)).toHaveLength(1);
    expect(new Set(places.map((row) => row.findIndex((defect) => defect !== null))).size).toBeGreaterThan(1);
    expect(new Set(defects).size).toBeGreaterThan(2);
  });

  it('shows the same part for the same number, and another for the next', () => {
    const [once, again, next] = [5, 5, 6].map((number) => sampleCameraFrame(number).frame.data);
    if (!once || !again || !next) throw new RangeError('Three frames');
    expect(Buffer.compare(once, again)).toBe(0);
    expect(Buffer.compare(once, next)).not.toBe(0);
  });
});
