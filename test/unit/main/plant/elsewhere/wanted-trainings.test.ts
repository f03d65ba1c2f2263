import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  createWantedTrainings,
  type WantedTrainingsParts,
} from '../../../../../src/main/plant/elsewhere/wanted-trainings.ts';
import { jobSchema, trainingChoicesSchema, type Job } from '../../../../../src/shared/contract/training.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

function runningJob(productId: string): Job {
  return jobSchema.parse({
    id: randomUUID(),
    productId,
    productName: 'Disc',
    state: 'running',
    phase: 'finished',
    progress: 0.9,
    etaSeconds: null,
    family: 'memory',
    preset: 'instant',
    epochs: null,
    seed: 0,
    choices: trainingChoicesSchema.parse({ trainer: { station: 2, name: 'Workshop' } }),
    startedBy: 'an engineer',
    createdAt: 1,
    startedAt: 2,
    finishedAt: null,
    reason: null,
    modelId: null,
    takeOver: null,
    device: null,
  });
}

test.each([
  ['has the model since before a power cut', true],
  ['does not have the model yet', false],
])('a job whose model arrives is completed where the product %s', async (_case, isInstalled) => {
  const job = runningJob(randomUUID());
  const modelId = randomUUID();
  const ends: unknown[] = [];
  const taken: string[] = [];
  const elsewhere = {
    unended: () => [job],
    sent: () => undefined,
    advance: () => undefined,
    end: (id: string, how: unknown) => void ends.push([id, how]),
  } satisfies WantedTrainingsParts['training']['elsewhere'];
  const wanted = createWantedTrainings({
    training: {
      elsewhere,
      orderOf: () => {
        throw new Error('The images are there already.');
      },
    },
    models: {
      look: () => Promise.resolve({ id: modelId, installedProductId: isInstalled ? job.productId : null }),
      take: (_path, productId) => {
        taken.push(productId);
        return Promise.resolve({ id: modelId });
      },
    },
    send: () => undefined,
  });
  await wanted.take({ kind: 'trained', job: job.id, file: join(temporaryFolder(), 'arrived.loupe-model') });
  expect(ends).toEqual([[job.id, { state: 'completed', modelId, takeOver: null }]]);
  expect(taken).toEqual(isInstalled ? [] : [job.productId]);
});
