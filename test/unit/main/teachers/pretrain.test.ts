import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadTensorFlow } from '../../../../src/main/networks/tensorflow/load-tensorflow.ts';
import type { NetworkWeights } from '../../../../src/main/networks/weights.ts';
import { runPretraining } from '../../../../src/main/teachers/pretrain.ts';
import { learningRateAt } from '../../../../src/main/families/patch/pretraining-settings.ts';
import { loadTeacher } from '../../../../src/main/families/patch/teacher-store.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { smallRun, smallSettings, writePictures } from '../../../support/teachers/small-pretraining.ts';

/** Returns the largest difference over all kernels and biases. */
function largestDifference(found: NetworkWeights, expected: NetworkWeights): number {
  const flat = (weights: NetworkWeights) => weights.flatMap(({ kernel, bias }) => [...kernel, ...bias]);
  const other = flat(expected);
  return flat(found).reduce((most, value, i) => Math.max(most, Math.abs(value - (other[i] ?? NaN))), 0);
}

describe('pretraining a teacher', () => {
  it('lowers the loss, keeps no tensors, and leaves a teacher with its card', async () => {
    const folder = temporaryFolder();
    const images = await writePictures(folder);
    const losses: number[] = [];
    const tensors = new Set<number>();
    const before = loadTensorFlow().memory().numTensors;
    const card = await runPretraining(
      smallRun(images, folder, {
        settings: smallSettings({ steps: 30, learningRate: 3e-3 }),
        onProgress: ({ losses: { distillation } }) => {
          losses.push(distillation);
          tensors.add(loadTensorFlow().memory().numTensors);
        },
      }),
    );
    expect(losses).toHaveLength(30);
    expect(losses.every(Number.isFinite)).toBe(true);
    expect(losses.at(-1)).toBeLessThan(losses[0] ?? 0);
    expect(tensors.size).toBe(1);
    expect(loadTensorFlow().memory().numTensors).toBe(before);

    const teacher = await loadTeacher(folder, 'patch-33-compact');
    expect(teacher.card).toEqual(card);
    expect(card).toMatchObject({
      id: 'patch-33-compact',
      steps: 30,
      finished: true,
      data: { description: 'stripes', images: 5 },
      distilledFrom: { name: 'efficientnet-lite0' },
      versions: { test: '1' },
    });
    expect(JSON.stringify(card)).not.toContain(folder);
  });

  it('goes on from a checkpoint to the very weights of an uninterrupted run', async () => {
    const folder = temporaryFolder();
    const images = await writePictures(folder);
    const settings = smallSettings({ lambdaM: 1, lambdaC: 1 });
    await runPretraining(smallRun(images, join(folder, 'whole'), { settings }));
    const whole = await loadTeacher(join(folder, 'whole'), 'patch-33-compact');

    const stop = new AbortController();
    const parts = smallRun(images, join(folder, 'parts'), { settings });
    const stopped = runPretraining({
      ...parts,
      signal: stop.signal,
      onProgress: ({ step }) => {
        if (step === 3) stop.abort();
      },
    });
    await expect(stopped).rejects.toMatchObject({ code: 'CANCELLED', message: /step 3/ });
    const steps: number[] = [];
    await runPretraining({ ...parts, resume: true, onProgress: ({ step }) => steps.push(step) });
    expect(steps).toEqual([4, 5, 6]);
    const resumed = await loadTeacher(join(folder, 'parts'), 'patch-33-compact');
    expect(largestDifference(resumed.weights, whole.weights)).toBeLessThan(1e-6);
  });

  it('gives the same teacher for the same seed, another for another, at the rates of the schedule', async () => {
    const folder = temporaryFolder();
    const images = await writePictures(folder);
    const teacher = async (name: string, seed: number) => {
      const settings = smallSettings({ steps: 4, lambdaM: 1, seed });
      const rates: number[] = [];
      await runPretraining(
        smallRun(images, join(folder, name), {
          settings,
          onProgress: ({ learningRate }) => rates.push(learningRate),
        }),
      );
      expect(rates).toEqual([0, 1, 2, 3].map((step) => learningRateAt(settings, step / 4)));
      return (await loadTeacher(join(folder, name), 'patch-33-compact')).weights;
    };
    const first = await teacher('first', 3);
    expect(largestDifference(await teacher('again', 3), first)).toBeLessThan(1e-6);
    expect(largestDifference(await teacher('other', 4), first)).toBeGreaterThan(1e-2);
  });

  it('needs no backbone when it learns by triplets and compactness alone', async () => {
    const folder = temporaryFolder();
    const images = await writePictures(folder);
    const settings = smallSettings({ receptiveField: 17, steps: 3, lambdaK: 0, lambdaM: 1, lambdaC: 1 });
    const terms: number[][] = [];
    const card = await runPretraining(
      smallRun(images, folder, {
        settings,
        backbone: join(folder, 'none.onnx'),
        onProgress: ({ losses }) => terms.push([losses.distillation, losses.metric, losses.compactness]),
      }),
    );
    expect(card.distilledFrom).toBeNull();
    expect(terms.map(([distillation]) => distillation)).toEqual([0, 0, 0]);
    expect(terms.every(([, metric = 0, compactness = 0]) => metric > 0 && compactness > 0)).toBe(true);
  });

  it('combines all three losses, at the stride that the pools of p = 65 need', async () => {
    const folder = temporaryFolder();
    const images = await writePictures(folder);
    const settings = smallSettings({ receptiveField: 65, cropSize: 96, steps: 2, lambdaM: 1 });
    const card = await runPretraining(smallRun(images, folder, { settings }));
    expect(card.receptiveField).toBe(65);
  });

  it.each([
    { target: 'patch', magnification: 2, patches: 8 },
    { target: 'dense', magnification: 2 },
  ] as const)('learns from P asked $target, enlarged', async (asked) => {
    const folder = temporaryFolder();
    const images = await writePictures(folder);
    const losses: number[] = [];
    const card = await runPretraining(
      smallRun(images, folder, {
        settings: smallSettings({ steps: 2, ...asked }),
        onProgress: ({ losses: { distillation } }) => losses.push(distillation),
      }),
    );
    expect(card.settings).toMatchObject(asked);
    expect(losses.every((loss) => loss > 0 && Number.isFinite(loss))).toBe(true);
  });

  it('refuses to resume with other settings, or where there is nothing to resume', async () => {
    const folder = temporaryFolder();
    const images = await writePictures(folder);
    const run = smallRun(images, folder, { settings: smallSettings({ steps: 1 }) });
    await expect(runPretraining({ ...run, resume: true })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(existsSync(run.output)).toBe(false);
    await runPretraining(run);
    const other = { ...run, resume: true, settings: smallSettings({ seed: 4 }) };
    await expect(runPretraining(other)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  it('names an image folder without images, and a missing backbone', async () => {
    const folder = temporaryFolder();
    const missing = smallRun(join(folder, 'nowhere'), folder);
    await expect(runPretraining(missing)).rejects.toMatchObject({ code: 'NO_IMAGES', message: /nowhere/ });
    const run = smallRun(await writePictures(folder), folder, { backbone: join(folder, 'gone.onnx') });
    await expect(runPretraining(run)).rejects.toMatchObject({ code: 'NO_TEACHER', message: /gone\.onnx/ });
  });
});
