import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { writeLabelledFolder } from '../../../../support/labelled-folder.ts';
import { writeGoodImages } from '../../../../support/image-folder.ts';
import { openSmallHome } from '../../../../support/small-home.ts';

test('limits are printed, set one by one, and judge the next inspection', async () => {
  const { folder, run, json } = await openSmallHome();
  const own = { review: 10, defect: 20, pixelThreshold: 20, smallestArea: 0, pixelFollows: true };
  expect(await json(0, 'limits', '--product', 'Disc')).toMatchObject({ limits: own, changed: false });
  const printed = await run('limits', '--product', 'Disc');
  expect(printed.stdout).toContain('off: the image score alone judges');

  const words = ['limits', '--product', 'Disc'];
  expect(await json(0, ...words, '--review', '1e8', '--defect', '1e9')).toMatchObject({
    limits: { ...own, review: 1e8, defect: 1e9, pixelThreshold: 1e9 },
    changed: true,
  });
  const parts = join(folder, 'parts');
  await writeGoodImages(parts, 2);
  const inspect = ['inspect', '--product', 'Disc', '--images', parts, '--again'];
  expect(await json(0, ...inspect)).toMatchObject({ counts: { good: 2, defect: 0 } });

  expect(await json(0, ...words, '--pixel', '0.001', '--smallest-area', '0.0005')).toMatchObject({
    limits: { review: 1e8, defect: 1e9, pixelThreshold: 0.001, smallestArea: 0.0005 },
  });
  // 0.0005 of 64 × 64 pixels is 2.048 pixels.
  expect((await run(...words)).stdout).toContain('0.05 % of the picture, 3 of 4096 pixels of the map');
  expect(await json(0, ...inspect)).toMatchObject({
    counts: { good: 0, defect: 2 },
    images: [{ verdict: 'defect', regions: { count: 1, largest: 1 } }, { verdict: 'defect' }],
  });
  expect((await run(...inspect)).stdout).toContain('1 region, largest 100.00 %');

  const apart = await run(...words, '--review', '0.001', '--defect', '0.002', '--pixel', '1e9');
  expect(apart.stderr).toContain('a defect may have no region');
  expect((await run(...inspect)).stdout).toContain('strongest place outlined');
  expect(await json(0, ...words, '--pixel', 'follow')).toMatchObject({
    limits: { pixelThreshold: 0.002, pixelFollows: true },
  });
});

test('limits are proposed from good and defective images, with what they decide, and the cost is kept', async () => {
  const { folder, run, json } = await openSmallHome();
  const data = join(folder, 'data');
  await writeLabelledFolder(data, 4, 4);
  const words = ['limits', 'propose', '--product', 'Disc'];
  const first = await run(...words, '--data', data, '--cost', '25');
  expect(first.code, first.stderr).toBe(0);
  expect(first.stderr).toContain('An escape of “Disc” costs 25 false rejects from now on');
  expect(first.stdout).toMatch(/proposed limits: review [\d.]+, defect [\d.]+/);
  expect(first.stdout).toMatch(/On these images \d of 4 known defects pass \(95 % interval/);
  expect(first.stdout).toContain('cross-validated');

  // Without a folder, the command uses the existing evaluation and the product's costs.
  const proposed = z
    .object({ limits: z.object({ review: z.number(), defect: z.number() }), outcome: z.unknown() })
    .loose()
    .parse(await json(0, ...words, '--use'));
  expect(proposed).toMatchObject({
    aim: { kind: 'cost', escapeCost: 25 },
    outcome: { escapes: { of: 4 }, falseRejects: { of: 4 } },
    validated: { escapes: { of: 4 } },
    inForce: true,
  });
  const { review, defect } = proposed.limits;
  expect(await json(0, 'limits', '--product', 'Disc')).toMatchObject({
    limits: { review, defect, pixelThreshold: defect, pixelFollows: true },
  });
  const high = await run('limits', '--product', 'Disc', '--review', '1e9', '--defect', '1e9');
  expect(high.stderr).toContain('At these limits 4 of 4 known defects pass');
  expect(await json(0, ...words, '--escape-rate', '0')).toMatchObject({ outcome: { escapes: { count: 0 } } });
  const twice = await run(...words, '--escape-rate', '0', '--f1');
  expect(twice.stderr).toContain('Limits aim at one thing');
});

test('limits in the wrong order change nothing and are named', async () => {
  const { run, json } = await openSmallHome();
  const wrong = await run('limits', '--product', 'Disc', '--review', '30');
  expect(wrong.code).toBe(1);
  expect(wrong.stderr).toContain('The review limit has to lie at or below the defect limit');
  expect(await json(0, 'limits', '--product', 'Disc')).toMatchObject({ limits: { review: 10, defect: 20 } });
});
