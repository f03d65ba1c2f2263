import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { kernelShapes, patchNetworkSpec } from '../../../../src/main/families/patch/graph/spec.ts';
import { loadTensorFlow } from '../../../../src/main/networks/tensorflow/load-tensorflow.ts';
import { initialWeights } from '../../../../src/main/networks/weights.ts';
import { batchLoader } from '../../../../src/main/teachers/batch-loader.ts';
import { listImages } from '../../../../src/main/teachers/image-list.ts';
import { runPretraining } from '../../../../src/main/teachers/pretrain.ts';
import { createPretrainingNetwork, type Losses } from '../../../../src/main/teachers/pretraining-network.ts';
import {
  pretrainingSettingsSchema,
  type PretrainingSettings,
} from '../../../../src/main/families/patch/pretraining-settings.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { smallRun, smallSettings, writePictures } from '../../../support/teachers/small-pretraining.ts';

const none = { lambdaK: 0, lambdaM: 0, lambdaC: 0 };
const terms = ['distillation', 'metric', 'compactness'] as const;

/** Returns the running means of the losses after 30 steps. */
async function losses(folder: string, images: string, over: Partial<PretrainingSettings>): Promise<Losses> {
  const settings = smallSettings({ steps: 30, triplets: 16, ...over });
  const means: Losses[] = [];
  await runPretraining(
    smallRun(images, join(folder, `rate-${settings.learningRate}`), {
      settings,
      ...(settings.lambdaK === 0 && { backbone: join(folder, 'none.onnx') }),
      onProgress: (progress) => means.push(progress.losses),
    }),
  );
  return means.at(-1) ?? expect.fail('No step was done');
}

describe('each loss alone and all together', () => {
  it.each([
    { name: 'L_k', lambdas: { ...none, lambdaK: 1 }, on: ['distillation'] },
    { name: 'L_m', lambdas: { ...none, lambdaM: 1 }, on: ['metric'] },
    { name: 'L_c', lambdas: { ...none, lambdaC: 1 }, on: ['compactness'] },
    { name: 'their sum', lambdas: { lambdaK: 1, lambdaM: 1, lambdaC: 1 }, on: terms },
  ])('$name falls within 30 steps; what is off is 0 and needs no backbone', async ({ lambdas, on }) => {
    const folder = temporaryFolder();
    const images = await writePictures(folder);
    const learnt = await losses(folder, images, { ...lambdas, learningRate: 1e-3 });
    // A network that does not learn sees the same batches.
    const still = await losses(folder, images, { ...lambdas, learningRate: 1e-12 });
    expect(learnt.total).toBeLessThan(0.9 * still.total);
    for (const term of terms) {
      if (on.includes(term)) expect(still[term]).toBeGreaterThan(0.01);
      else expect([learnt[term], still[term]]).toEqual([0, 0]);
    }
  });

  it('are weighed by their λ, and one of these has to be above 0', () => {
    const given = { steps: 1, ...none };
    const refused = pretrainingSettingsSchema.safeParse(given);
    expect(refused.error?.issues.map(({ message }) => message)).toEqual([
      'One of lambdaK, lambdaM and lambdaC has to be above 0.',
    ]);
    for (const lambda of ['lambdaK', 'lambdaM', 'lambdaC']) {
      expect(pretrainingSettingsSchema.safeParse({ ...given, [lambda]: 0.1 }).success).toBe(true);
    }
  });
});

describe('a loss that is off', () => {
  const spec = patchNetworkSpec(33, 'compact');
  const state = {
    weights: initialWeights(kernelShapes(spec), 1),
    decoder: null,
    adam: null,
    targets: null,
  };

  async function firstBatch(settings: PretrainingSettings) {
    const { images } = await listImages(await writePictures(temporaryFolder()), 33);
    const loader = batchLoader(images, settings, null);
    const batch = await loader.take(0);
    await loader.settle();
    return batch;
  }

  it('cuts no triplets and runs no backbone for compactness alone', async () => {
    const batch = await firstBatch(smallSettings({ ...none, lambdaC: 1 }));
    expect(batch).toMatchObject({ features: null, triplets: null });
  });

  it('describes no whole crops for metric learning alone', async () => {
    const settings = smallSettings({ ...none, lambdaM: 1 });
    // These pixels are no pictures, so describing them fails.
    const batch = { ...(await firstBatch(settings)), pictures: new Uint8Array(1) };
    const network = createPretrainingNetwork(loadTensorFlow(), spec, settings, state);
    try {
      const { metric, total } = network.train(batch, 1e-3);
      expect(metric).toBeGreaterThan(0);
      expect(total).toBe(metric);
    } finally {
      network.dispose();
    }
    const both = createPretrainingNetwork(loadTensorFlow(), spec, { ...settings, lambdaC: 1 }, state);
    try {
      expect(() => both.train(batch, 1e-3)).toThrow();
    } finally {
      both.dispose();
    }
  });
});
