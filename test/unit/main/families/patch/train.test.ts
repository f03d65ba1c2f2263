import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { kernelShapes } from '../../../../../src/main/families/patch/graph/spec.ts';
import { loadTensorFlow } from '../../../../../src/main/networks/tensorflow/load-tensorflow.ts';
import { initialWeights } from '../../../../../src/main/networks/weights.ts';
import { trainPatch } from '../../../../../src/main/families/patch/train.ts';
import type { TrainingHooks } from '../../../../../src/main/learning/training-hooks.ts';
import { trainingChoicesSchema, type LossPoint } from '../../../../../src/shared/contract/training.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';
import { once } from '../../../../support/training/once.ts';
import { damaged, partFrame } from '../../../../support/training/parts.ts';
import {
  largestDifference,
  quiet,
  scoreOf,
  smallOrder,
  studentsIn,
} from '../../../../support/training/small-training.ts';
import { teacherSpec, writeRandomTeacher } from '../../../../support/training/teacher.ts';

const tf = loadTensorFlow();

/** A training on seven parts, one epoch. */
const plain = once(async (folder) => {
  const order = await smallOrder({}, folder);
  const losses: LossPoint[] = [];
  const card = await trainPatch(tf, order, { ...quiet, onLoss: (point) => losses.push(point) });
  return { order, losses, card };
});

/** The same training again, with the number of tensors before and after it. */
const again = once(async (outputFolder) => {
  const { order } = await plain();
  const before = tf.memory().numTensors;
  const card = await trainPatch(tf, { ...order, outputFolder }, quiet);
  return { outputFolder, card, tensors: { before, after: tf.memory().numTensors } };
});

describe('training a model', () => {
  it('leaves a graph and a card that tells what it was made of', async () => {
    const { order, losses, card } = await plain();
    expect(readdirSync(order.outputFolder).toSorted()).toEqual([
      'card.json',
      'model.onnx',
      'students.safetensors',
    ]);
    const graph = readFileSync(join(order.outputFolder, 'model.onnx'));
    expect(card.graph.sha256).toBe(createHash('sha256').update(graph).digest('hex'));
    expect(JSON.parse(readFileSync(join(order.outputFolder, 'card.json'), 'utf8'))).toEqual(card);
    expect(card.trainingImages).toHaveLength(5);
    expect(card.validationImages).toHaveLength(2);
    expect(card.thresholds.review).toBeLessThan(card.thresholds.defect);
    expect(card.pictures?.traits).toMatchObject({ brightness: {}, sharpness: {} });
    expect(Math.max(...card.thresholds.validationScores)).toBeLessThan(card.thresholds.defect);
    expect(new Set(losses.map(({ student }) => student))).toEqual(new Set([0, 1]));
    expect(losses.at(-1)?.validation).toBeGreaterThan(0);
  });

  it('makes a score that a damage raises and that finds it in the map', async () => {
    const order = await smallOrder({ epochs: 4 });
    await trainPatch(tf, order, quiet);
    const graph = join(order.outputFolder, 'model.onnx');
    const good = await scoreOf(graph, partFrame(100));
    const bad = await scoreOf(graph, damaged(partFrame(100), 0.5, 0.4, 0.12));
    expect(bad.score).toBeGreaterThan(good.score);
    const peak = bad.map.indexOf(Math.max(...bad.map));
    expect(Math.abs(Math.floor(peak / 256) - 0.46 * 256)).toBeLessThan(40);
    expect(Math.abs((peak % 256) - 0.56 * 256)).toBeLessThan(40);
  });

  it('is the same again to 1e-5 with the same seed and images: students, scores and limits', async () => {
    const { order: first, card: a } = await plain();
    const { outputFolder, card: b } = await again();
    expect(largestDifference(studentsIn(first.outputFolder), studentsIn(outputFolder))).toBeLessThanOrEqual(
      1e-5,
    );
    const limits = ({ thresholds }: typeof a): number[] => [
      thresholds.review,
      thresholds.defect,
      ...thresholds.validationScores,
    ];
    for (const [index, value] of limits(a).entries()) {
      expect(Math.abs((limits(b)[index] ?? Number.NaN) - value)).toBeLessThan(
        1e-5 * Math.max(1, Math.abs(value)),
      );
    }
    const otherFolder = temporaryFolder();
    const other = await trainPatch(tf, { ...first, outputFolder: otherFolder, seed: 6 }, quiet);
    expect(largestDifference(studentsIn(first.outputFolder), studentsIn(otherFolder))).toBeGreaterThan(0.01);
    expect(other.thresholds.validationScores).not.toEqual(a.thresholds.validationScores);
  }, 300_000);

  it('sees nothing outside the region of interest, nor inside an exclusion', async () => {
    const below = [
      { x: 0, y: 0.5 },
      { x: 0.5, y: 0.5 },
      { x: 0.5, y: 1 },
      { x: 0, y: 1 },
    ];
    const order = await smallOrder({
      area: { region: { x: 0, y: 0, width: 0.5, height: 1 }, exclusions: [below] },
    });
    await trainPatch(tf, order, quiet);
    const graph = join(order.outputFolder, 'model.onnx');
    const good = await scoreOf(graph, partFrame(100));
    const outside = await scoreOf(graph, damaged(partFrame(100), 0.8, 0.2, 0.15));
    const excluded = await scoreOf(graph, damaged(partFrame(100), 0.2, 0.8, 0.15));
    const inspected = await scoreOf(graph, damaged(partFrame(100), 0.2, 0.2, 0.15));
    expect(outside.score).toBeCloseTo(good.score, 4);
    expect(excluded.score).toBeCloseTo(good.score, 4);
    expect(inspected.score).toBeGreaterThan(good.score);
    const unseen = outside.map.filter((_, index) => index % 256 >= 128 || index >= 128 * 256);
    expect(Math.max(...unseen)).toBe(Math.min(...outside.map));
  });

  it('adds a receptive field to a model and keeps what its students learnt', async () => {
    const { order: first, card: base } = await plain();
    await writeRandomTeacher(first.teachersFolder, 65);
    const second = await smallOrder({
      images: first.images,
      teachersFolder: first.teachersFolder,
      extendedModelFolder: first.outputFolder,
      choices: trainingChoicesSchema.parse({ receptiveFields: [65], extendsModelId: base.id }),
      seed: 9,
    });
    const losses: LossPoint[] = [];
    const card = await trainPatch(tf, second, { ...quiet, onLoss: (point) => losses.push(point) });
    expect(card.scales.map(({ receptiveField, trainedIn }) => [receptiveField, trainedIn])).toEqual([
      [33, base.id],
      [65, second.modelId],
    ]);
    expect(card.validationImages).toEqual(base.validationImages);
    expect(card.scales[0]?.finalLoss).toEqual(base.scales[0]?.finalLoss);
    expect(Math.max(...losses.map(({ student }) => student))).toBe(1);
    expect(studentsIn(second.outputFolder)).toEqual(studentsIn(first.outputFolder));
    await expect(
      trainPatch(tf, { ...second, choices: { ...second.choices, receptiveFields: [33] } }, quiet),
    ).rejects.toMatchObject({ code: 'BAD_INPUT' });
    const elsewhere = { region: { x: 0, y: 0, width: 0.5, height: 1 }, exclusions: [] };
    await expect(trainPatch(tf, { ...second, area: elsewhere }, quiet)).rejects.toMatchObject({
      code: 'CONFLICT',
    });
  });

  it('leaves out an image that can no longer be read, and names it', async () => {
    const order = await smallOrder();
    const broken = order.images[0];
    if (broken) writeFileSync(broken.path, readFileSync(broken.path).subarray(0, 200));
    const card = await trainPatch(tf, order, quiet);
    expect(card.skippedImages.map(({ name }) => name)).toEqual([broken?.name]);
    expect(card.trainingImages.length + card.validationImages.length).toBe(6);
  });

  it.each([3, 4])('refuses %i images and says how many it takes', async (count) => {
    const order = await smallOrder();
    const few = { ...order, images: order.images.slice(0, count) };
    await expect(trainPatch(tf, few, quiet)).rejects.toMatchObject({
      code: 'TOO_FEW_IMAGES',
      message: expect.stringContaining('at least 5'),
    });
  });

  it('names a teacher whose weights are no numbers', async () => {
    const order = await smallOrder();
    const weights = initialWeights(kernelShapes(teacherSpec), 1);
    weights[0]?.kernel.fill(Number.NaN);
    await writeRandomTeacher(order.teachersFolder, 33, weights);
    await expect(trainPatch(tf, order, quiet)).rejects.toMatchObject({ code: 'CORRUPT_MODEL' });
  });

  it('stops when it is cancelled', async () => {
    const order = await smallOrder({ epochs: 1000 });
    const controller = new AbortController();
    const hooks: TrainingHooks = {
      ...quiet,
      signal: controller.signal,
      onProgress: (phase, progress) => {
        if (phase === 'students' && progress > 0.06) controller.abort();
      },
    };
    await expect(trainPatch(tf, order, hooks)).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(readdirSync(order.outputFolder)).toEqual([]);
  });

  it('keeps no tensors', async () => {
    const { tensors } = await again();
    expect(tensors.after).toBe(tensors.before);
  });
});
