import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { singleUser } from '../../src/main/users/single-user.ts';
import { inspectedAreaSchema as areaSchema } from '../../src/shared/contract/products.ts';
import type { TrainingRequest } from '../../src/shared/contract/training.ts';
import { collect } from '../support/collect.ts';
import { told, trainsAlike, unpackOlderStation } from '../support/older-station.ts';
import { openStationUnderTest } from './station-under-test.ts';

/*
 * A training of the station of version 0.1.0, done again: the same images, seed and settings teach the same, to the last bit.
 * (The old version gave it twice, too.) The graphs hold limits that are fitted otherwise since decision 0109. Memories
 * remember otherwise since decision 0139, and students of a pyramid learn otherwise since 0140; older ones judge as before
 * (older-models.test.ts). On a machine that computes otherwise, sums round otherwise: nothing is compared there.
 */

/** Training requests to the older station for its flanges, by preset. */
const requests = {
  quick: { preset: 'quick', epochs: 2, seed: 7 },
} as const satisfies Record<string, Omit<TrainingRequest, 'productId'>>;

const cardSchema = z.looseObject({
  id: z.uuid(),
  learnt: z.unknown().optional(),
  students: z.unknown().optional(),
});

/** Bytes of the two limits in a graph, float32 each. */
const limitBytes = 8;

/** Reads a graph without the model's id in it. */
async function graphOf(models: string, modelId: string): Promise<Buffer> {
  const graph = await readFile(join(models, modelId, 'model.onnx'), 'latin1');
  expect(graph).toContain(modelId);
  return Buffer.from(graph.replaceAll(modelId, '0'.repeat(modelId.length)), 'latin1');
}

test.skipIf(!trainsAlike).each(Object.entries(requests))(
  '%s trained as by version 0.1.0 learns the same to the last bit (only compared on the kind of machine that made the fixture)',
  { timeout: 300_000 },
  async (preset, request) => {
    const older = unpackOlderStation();
    const { station, bugs } = await openStationUnderTest();
    const client = createRouterClient(station.router, { context: { user: singleUser } });
    const before = told.byProduct.find(({ cards }) => cards.some(({ card }) => card.preset === preset));
    const recorded = before?.cards.find(({ card }) => card.preset === preset);
    if (before === undefined || recorded === undefined) throw new Error(`The older station has no ${preset}`);

    const { name, area } = z.looseObject({ name: z.string(), area: z.unknown() }).parse(before.product);
    const { id: productId } = await client.products.create({ name });
    await client.products.setArea({ id: productId, area: areaSchema.parse(area) });
    await collect(await client.datasets.importFolder({ productId, folder: older.sets.flange }));
    const { id: jobId } = await client.training.start({ productId, ...request });
    const last = (await collect(await client.training.watch({ jobId }))).at(-1);
    if (last?.kind !== 'job' || last.job.modelId === null) throw new Error(JSON.stringify(last));

    const { modelId } = last.job;
    const card = cardSchema.parse(await client.models.card({ modelId }));
    const was = cardSchema.parse(recorded.card);
    expect({ learnt: card.learnt, students: card.students }).toEqual({
      learnt: was.learnt,
      students: was.students,
    });
    const { models } = station.paths;
    const graph = await graphOf(models, modelId);
    const olderGraph = await graphOf(join(older.home, 'models'), was.id);
    expect(graph).toHaveLength(olderGraph.length);
    const changed = graph.filter((byte, at) => byte !== olderGraph[at]).length;
    expect(changed).toBeLessThanOrEqual(limitBytes);
    const { trainingImages, validationImages } = recorded.card;
    expect(card).toMatchObject({ trainingImages, validationImages });
    expect(bugs).toEqual([]);
  },
);
