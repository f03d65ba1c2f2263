import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { expect, test } from 'vitest';
import { singleUser } from '../../src/main/users/single-user.ts';
import type { TakeOver } from '../../src/shared/contract/take-over-outcome.ts';
import { collect } from '../support/collect.ts';
import { writeGoodImages } from '../support/image-folder.ts';
import { spotless, writeSpottedParts } from '../support/labelled-parts.ts';
import { makeSmallProduct } from '../support/small-product.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openStationUnderTest } from './station-under-test.ts';

/** Time limit for real trainings of a memory on a busy machine, milliseconds. */
const patience = 300_000;

/** Opens a station with two products: one of images alone, one whose active model does not look where the spots are. */
async function openWithProducts() {
  const folder = temporaryFolder();
  const blind = await makeSmallProduct(join(folder, 'home'), 'Disc', undefined, {
    region: spotless,
    exclusions: [],
  });
  const { station, bugs } = await openStationUnderTest(folder);
  const client = createRouterClient(station.router, { context: { user: singleUser } });
  const { id: fresh } = await client.products.create({ name: 'Ring' });
  await writeGoodImages(join(folder, 'good'), 6);
  for (const productId of [fresh, blind.productId]) {
    await collect(await client.datasets.importFolder({ productId, folder: join(folder, 'good') }));
  }
  /** Trains a memory that takes over if it is better. */
  async function trained(productId: string): Promise<{ modelId: string; takeOver: TakeOver }> {
    const job = await client.training.start({ productId, preset: 'instant', takeOver: true });
    const phases = new Set<string>();
    for await (const event of await client.training.watch({ jobId: job.id })) {
      if (event.kind === 'job') phases.add(event.job.phase);
    }
    const [ended] = await client.training.list({ productId });
    if (!ended?.modelId || !ended.takeOver) throw new Error(`The training ended as ${ended?.state}`);
    expect(ended).toMatchObject({ state: 'completed', progress: 1, startedBy: 'local' });
    expect(phases).toContain('comparison');
    return { modelId: ended.modelId, takeOver: ended.takeOver };
  }
  const active = async (id: string) => (await client.products.get({ id })).activeModelId;
  return { folder, client, bugs, blind, fresh, trained, active };
}

test(
  'a model takes over when the test images say that it is better, and only then',
  async () => {
    const { folder, client, bugs, blind, fresh, trained, active } = await openWithProducts();

    const first = await trained(fresh);
    expect(first.takeOver).toEqual({ kind: 'first', activated: true, decided: null });
    expect(await active(fresh)).toBe(first.modelId);

    const unjudged = await trained(blind.productId);
    expect(unjudged.takeOver).toEqual({ kind: 'proposed', good: 0, defective: 0 });
    expect(await active(blind.productId)).toBe(blind.modelId);

    await writeSpottedParts(join(folder, 'parts'), 10);
    await collect(
      await client.datasets.importFolder({ productId: blind.productId, folder: join(folder, 'parts') }),
    );
    const better = await trained(blind.productId);
    expect(better.takeOver).toMatchObject({
      kind: 'taken',
      comparison: 'better',
      previousModelId: blind.modelId,
      images: 20,
    });
    expect(await active(blind.productId)).toBe(better.modelId);

    const alike = await trained(blind.productId);
    expect(alike.takeOver).toMatchObject({
      kind: 'kept',
      comparison: 'alike',
      previousModelId: better.modelId,
    });
    expect(await active(blind.productId)).toBe(better.modelId);
    const models = await client.models.list({ productId: blind.productId });
    const evaluated = models.filter((model) => model.latestEvaluation !== null).map(({ id }) => id);
    expect(evaluated.toSorted()).toEqual([blind.modelId, better.modelId, alike.modelId].toSorted());
    expect(bugs).toEqual([]);
  },
  patience,
);

test(
  'where the active model cannot be evaluated the old one stays, and the training says why',
  async () => {
    const { folder, client, bugs, blind, trained, active } = await openWithProducts();
    await writeSpottedParts(join(folder, 'parts'), 10);
    await collect(
      await client.datasets.importFolder({ productId: blind.productId, folder: join(folder, 'parts') }),
    );
    const bytes = readFileSync(blind.graph);
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    chmodSync(blind.graph, 0o644);
    writeFileSync(blind.graph, bytes);
    const { takeOver } = await trained(blind.productId);
    expect(takeOver).toMatchObject({
      kind: 'undecided',
      code: 'CORRUPT_MODEL',
      message: expect.stringContaining(blind.graph),
    });
    expect(await active(blind.productId)).toBe(blind.modelId);
    expect(bugs).toEqual([]);
  },
  patience,
);
