import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { expect, test } from 'vitest';
import { headlessHost } from '../../src/main/host/headless-host.ts';
import { encodePng } from '../../src/main/images/encode-image.ts';
import { generatePart } from '../../src/main/sample/generate-part.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import type { StationClient } from '../../src/shared/contract/contract.ts';
import type { ImageCheckReport } from '../../src/shared/contract/image-check.ts';
import { collect } from '../support/collect.ts';
import { copiesOf } from '../support/picture-copies.ts';
import { openStationUnderTest } from './station-under-test.ts';

/** Checks images. @returns the findings, and the number of images examined for the first time */
async function check(
  client: StationClient,
  productId: string,
): Promise<{ report: ImageCheckReport; fresh: number }> {
  const events = await collect(await client.imageCheck.run({ productId }));
  const last = events.at(-1);
  if (last?.kind !== 'finished') throw new Error('A check ends with its report');
  const totals = events.flatMap((event) => (event.kind === 'progress' ? [event.total] : []));
  return { report: last.report, fresh: Math.max(...totals, 0) };
}

test('a stain and a copy among good images are pointed out once, by a process of its own', async () => {
  const headless = headlessHost();
  const started: string[] = [];
  const { station, folder, bugs } = await openStationUnderTest(undefined, {
    ...headless,
    forkWorker(entry, environment) {
      started.push(entry);
      return headless.forkWorker(entry, environment);
    },
  });
  const client = createRouterClient(station.router, { context: { user: singleUser } });
  const { id: productId } = await client.products.create({ name: 'Flange' });
  expect((await check(client, productId)).report).toMatchObject({ images: 0, duplicates: [], outliers: [] });

  const data = join(folder, 'data');
  mkdirSync(data);
  for (let seed = 0; seed < 12; seed++) {
    writeFileSync(join(data, `good-${seed}.png`), await encodePng(generatePart(seed).frame));
  }
  writeFileSync(join(data, 'stained.png'), await encodePng(generatePart(102, 'stain').frame));
  const { noisy } = await copiesOf(generatePart(3).frame);
  if (noisy === undefined) throw new Error('A copy with noise was asked for');
  writeFileSync(join(data, 'taken-again.png'), await encodePng(noisy));
  await collect(await client.datasets.importFolder({ productId, folder: data }));

  const [first, same] = await Promise.all([check(client, productId), check(client, productId)]);
  expect(first.fresh).toBe(14);
  expect(same.report).toEqual(first.report);
  const { duplicates, outliers } = first.report;
  expect(duplicates.map((group) => group.map(({ name }) => name).toSorted())).toEqual([
    ['good-3.png', 'taken-again.png'],
  ]);
  expect(outliers[0]).toMatchObject({ image: { name: 'stained.png' }, reason: 'place' });
  expect(started.filter((entry) => entry === 'image-check')).toHaveLength(2);

  const [group = []] = duplicates;
  const findings = [
    { kind: 'duplicates' as const, imageIds: group.map(({ id }) => id) },
    ...outliers.map(({ image }) => ({ kind: 'outlier' as const, imageId: image.id })),
  ];
  await client.imageCheck.keep({ productId, findings, kept: true });
  const kept = await check(client, productId);
  expect(kept.report).toMatchObject({ duplicates: [], outliers: [], kept: findings.length });
  await client.imageCheck.keep({ productId, findings, kept: false });
  expect((await check(client, productId)).report).toEqual(first.report);

  // Without the copy the pair is gone, and no image is examined again.
  await client.datasets.remove({ imageId: group[1]?.id ?? 0 });
  const later = await check(client, productId);
  expect(later.report).toMatchObject({ images: 13, duplicates: [] });
  expect(later.fresh).toBe(0);
  await expect(client.imageCheck.run({ productId: crypto.randomUUID() })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  expect(bugs).toEqual([]);
});

test('who stops waiting stops the process; the next check goes on where it was', async () => {
  const { station, folder } = await openStationUnderTest();
  const client = createRouterClient(station.router, { context: { user: singleUser } });
  const { id: productId } = await client.products.create({ name: 'Flange' });
  const data = join(folder, 'data');
  mkdirSync(data);
  for (let seed = 0; seed < 5; seed++) {
    writeFileSync(join(data, `${seed}.png`), await encodePng(generatePart(seed).frame));
  }
  await collect(await client.datasets.importFolder({ productId, folder: data }));
  const stop = new AbortController();
  const events = await client.imageCheck.run({ productId }, { signal: stop.signal });
  for await (const event of events) {
    if (event.kind === 'progress' && event.done > 0) break;
  }
  const { fresh, report } = await check(client, productId);
  expect(report.images).toBe(5);
  expect(fresh).toBeLessThan(5);
});
