import { join } from 'node:path';
import { expect, test } from 'vitest';
import { singleUser } from '../../../../../src/main/users/single-user.ts';
import { openDataServices } from '../../../../support/data-services.ts';
import { writeGoodImages } from '../../../../support/image-folder.ts';
import { runProgram } from '../../../../support/run-program.ts';
import { writeSmallModel } from '../../../../support/small-model.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

/** A home with a product whose model is a real graph with random weights, and its command line. */
async function openHome() {
  const folder = temporaryFolder();
  const home = join(folder, 'home');
  const services = openDataServices(home);
  const { id: productId } = services.products.create('Disc');
  const finished = join(services.paths.jobs, 'finished');
  const card = writeSmallModel(finished, { productId, productName: 'Disc' });
  await services.models.register(finished);
  await services.models.activate(card.id, '', singleUser);
  services.close();
  const run = (...words: string[]) => runProgram('src/main/cli.ts', words, { STATION_HOME: home });
  return {
    folder,
    run,
    async json(...words: string[]): Promise<unknown> {
      const { code, stdout, stderr } = await run(...words, '--json');
      expect(code, stderr).toBe(0);
      return JSON.parse(stdout);
    },
  };
}

test('limits are printed, set one by one, and judge the next inspection', async () => {
  const { folder, run, json } = await openHome();
  const own = { review: 10, defect: 20, pixelThreshold: 0.5, smallestArea: 0 };
  expect(await json('limits', '--product', 'Disc')).toMatchObject({ limits: own, changed: false });
  const printed = await run('limits', '--product', 'Disc');
  expect(printed.stdout).toContain('off: the image score alone judges');

  const words = ['limits', '--product', 'Disc'];
  expect(await json(...words, '--review', '1e8', '--defect', '1e9')).toMatchObject({
    limits: { ...own, review: 1e8, defect: 1e9 },
    changed: true,
  });
  const parts = join(folder, 'parts');
  await writeGoodImages(parts, 2);
  const inspect = ['inspect', '--product', 'Disc', '--images', parts, '--again'];
  expect(await json(...inspect)).toMatchObject({ counts: { good: 2, defect: 0 } });

  expect(await json(...words, '--pixel', '0.001', '--smallest-area', '0.0005')).toMatchObject({
    limits: { review: 1e8, defect: 1e9, pixelThreshold: 0.001, smallestArea: 0.0005 },
  });
  // 0.0005 of 64 × 64 pixels are 2.048 of them.
  expect((await run(...words)).stdout).toContain('0.05 % of the picture, 3 of 4096 pixels of the map');
  expect(await json(...inspect)).toMatchObject({
    counts: { good: 0, defect: 2 },
    images: [{ verdict: 'defect', regions: { count: 1, largest: 1 } }, { verdict: 'defect' }],
  });
  expect((await run(...inspect)).stdout).toContain('1 region, largest 100.00 %');
});

test('limits in the wrong order change nothing and are named', async () => {
  const { run, json } = await openHome();
  const wrong = await run('limits', '--product', 'Disc', '--review', '30');
  expect(wrong.code).toBe(1);
  expect(wrong.stderr).toContain('The review limit lies at or below the defect limit');
  expect(await json('limits', '--product', 'Disc')).toMatchObject({ limits: { review: 10, defect: 20 } });
});
