import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { turnFrame } from '../../../../../src/main/images/turn-frame.ts';
import { encodePng } from '../../../../../src/main/images/encode-image.ts';
import { modelCardSchema } from '../../../../../src/main/families/registry.ts';
import { verifyModel } from '../../../../../src/main/models/store.ts';
import { decodeSafetensors } from '../../../../../src/main/networks/safetensors.ts';
import type { Frame } from '../../../../../src/shared/domain/frame.ts';
import { trainMemory } from '../../../../../src/main/families/memory/train.ts';
import type { TrainingOrder } from '../../../../../src/main/learning/training-order.ts';
import { damaged, partFrame, writeParts } from '../../../../support/training/parts.ts';
import {
  quiet,
  rightHalfExcluded,
  scoreOf,
  smallOrder,
} from '../../../../support/training/small-training.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const memoryOrder = (change: Partial<TrainingOrder> = {}): Promise<TrainingOrder> =>
  smallOrder({ family: 'memory', preset: 'instant', epochs: null, ...change });

const graphOf = ({ outputFolder }: TrainingOrder): string => join(outputFolder, 'model.onnx');

describe('training a memory', () => {
  it('leaves a graph like any other family’s, its members, and a card of its own', async () => {
    const order = await memoryOrder();
    const phases = new Set<string>();
    const card = await trainMemory(order, { ...quiet, onProgress: (phase) => phases.add(phase) });
    expect(readdirSync(order.outputFolder).toSorted()).toEqual([
      'card.json',
      'memory.safetensors',
      'model.onnx',
    ]);
    expect(await verifyModel(order.outputFolder)).toEqual(card);
    expect(card).toMatchObject({
      format: 3,
      family: 'memory',
      preset: 'instant',
      graph: { inputSize: [256, 256] },
      settings: { stride: 8 },
    });
    expect(card.trainingImages).toHaveLength(7);
    expect(card.validationImages).toHaveLength(7);
    const learnt = decodeSafetensors(readFileSync(join(order.outputFolder, card.learnt.file)), 'memory');
    expect(card.views?.map(({ name, members, candidates }) => [name, members, candidates])).toEqual([
      ['near', 500, 7 * 32 * 32],
      ['far', card.settings.members - 500, 7 * 8 * 8],
    ]);
    expect(learnt.tensors.get('near.members')?.shape).toEqual([500, 176]);
    expect(learnt.tensors.get('far.members')?.shape[1]).toBe(320);
    expect([...phases]).toEqual(['teacher-descriptors', 'memory', 'validation-statistics', 'export']);
    const session = await InferenceSession.create(graphOf(order));
    expect(session.inputNames).toEqual(['frame']);
    expect(session.outputNames).toEqual(['score', 'map', 'regression_error', 'predictive_uncertainty']);
    await session.release();
  });

  it('makes a score that is 0.5 at the limit, below it for a new good part, above for a damaged one', async () => {
    const order = await memoryOrder();
    const card = await trainMemory(order, quiet);
    expect(card.thresholds.defect).toBe(0.5);
    expect(card.pictures?.traits).toMatchObject({ brightness: {}, sharpness: {} });
    expect(card.thresholds.review).toBeLessThan(0.5);
    expect(Math.max(...card.thresholds.validationScores)).toBeLessThan(0.5);
    const good = await scoreOf(graphOf(order), partFrame(100));
    const bad = await scoreOf(graphOf(order), damaged(partFrame(100), 0.5, 0.4, 0.12));
    expect(good.score).toBeLessThan(0.5);
    expect(bad.score).toBeGreaterThan(0.5);
    const peak = bad.map.indexOf(Math.max(...bad.map));
    expect(Math.abs(Math.floor(peak / 256) - 0.46 * 256)).toBeLessThan(30);
    expect(Math.abs((peak % 256) - 0.56 * 256)).toBeLessThan(30);
  });

  it('judges an image by the memory without it: one of many that is unlike the others stands out in its own training', async () => {
    const order = await memoryOrder();
    const odd = order.images[2];
    if (!odd) throw new Error('There are images');
    writeFileSync(odd.path, await encodePng(damaged(partFrame(3), 0.5, 0.4, 0.12)));
    const card = await trainMemory(order, quiet);
    const scores = card.thresholds.validationScores;
    const place = card.validationImages.findIndex(({ name }) => name === odd.name);
    expect(scores[place]).toBe(Math.max(...scores));
    // The finished model remembers this picture, which therefore looks as good as any.
    const remembered = await scoreOf(graphOf(order), damaged(partFrame(3), 0.5, 0.4, 0.12));
    expect(remembered.score).toBeLessThan((scores[place] ?? NaN) / 2);
  });

  it('makes do with five images, and refuses four', async () => {
    const order = await memoryOrder();
    const five = { ...order, images: order.images.slice(0, 5) };
    const card = await trainMemory(five, quiet);
    expect(card.validationImages).toHaveLength(5);
    const bad = await scoreOf(graphOf(order), damaged(partFrame(100), 0.5, 0.4, 0.12));
    expect((await scoreOf(graphOf(order), partFrame(100))).score).toBeLessThan(0.5);
    expect(bad.score).toBeGreaterThan(0.5);
    await expect(trainMemory({ ...order, images: order.images.slice(0, 4) }, quiet)).rejects.toMatchObject({
      code: 'TOO_FEW_IMAGES',
      message: expect.stringContaining('at least 5'),
    });
  });

  it('is the same again with the same seed and images', async () => {
    const first = await memoryOrder();
    const second = { ...first, outputFolder: join(first.outputFolder, 'again') };
    mkdirSync(second.outputFolder);
    const a = await trainMemory(first, quiet);
    const b = await trainMemory(second, quiet);
    expect(b.learnt).toEqual(a.learnt);
    for (const [index, score] of a.thresholds.validationScores.entries()) {
      expect(b.thresholds.validationScores[index]).toBeCloseTo(score, 4);
    }
  });

  it('sees nothing outside the region of interest', async () => {
    const order = await memoryOrder({
      area: { region: { x: 0, y: 0, width: 0.5, height: 1 }, exclusions: [] },
    });
    await trainMemory(order, quiet);
    const good = await scoreOf(graphOf(order), partFrame(100));
    // This place is far from the region, because the pretrained network sees some 50 pixels beyond it.
    const outside = await scoreOf(graphOf(order), damaged(partFrame(100), 0.85, 0.4, 0.12));
    const inside = await scoreOf(graphOf(order), damaged(partFrame(100), 0.2, 0.4, 0.15));
    expect(Math.abs(outside.score - good.score)).toBeLessThan(0.15 * good.score);
    expect(inside.score).toBeGreaterThan(0.5);
    const right = outside.map.filter((_, index) => index % 256 >= 128);
    expect(Math.max(...right)).toBe(Math.min(...outside.map));
  });

  it('sees nothing inside an exclusion', async () => {
    const order = await memoryOrder({ area: rightHalfExcluded });
    await trainMemory(order, quiet);
    const good = await scoreOf(graphOf(order), partFrame(100));
    const excluded = await scoreOf(graphOf(order), damaged(partFrame(100), 0.85, 0.4, 0.12));
    const inspected = await scoreOf(graphOf(order), damaged(partFrame(100), 0.2, 0.4, 0.15));
    expect(Math.abs(excluded.score - good.score)).toBeLessThan(0.15 * good.score);
    expect(inspected.score).toBeGreaterThan(0.5);
    const right = excluded.map.filter((_, index) => index % 256 >= 128);
    expect(Math.max(...right)).toBe(Math.min(...excluded.map));
  });

  it('learns from images that are all the same: the next frame with camera noise is good, a damage is not', async () => {
    const order = await memoryOrder();
    const first = order.images[0];
    if (!first) throw new Error('There are images');
    const bytes = readFileSync(first.path);
    const images = order.images.map((image) => {
      writeFileSync(image.path, bytes);
      return { ...image, sha256: createHash('sha256').update(image.name).digest('hex') };
    });
    await trainMemory({ ...order, images }, quiet);
    expect((await scoreOf(graphOf(order), partFrame(1))).score).toBeLessThan(0.5);
    const bad = await scoreOf(graphOf(order), damaged(partFrame(1), 0.5, 0.4, 0.2));
    expect(bad.score).toBeGreaterThan(0.5);
  });

  it('learns from a picture without any structure: nothing becomes NaN', async () => {
    const order = await memoryOrder();
    const plain = { width: 96, height: 96, data: new Uint8Array(96 * 96 * 3).fill(128) };
    const bytes = await encodePng(plain);
    for (const { path } of order.images) writeFileSync(path, bytes);
    await trainMemory(order, quiet);
    const { score, map } = await scoreOf(graphOf(order), plain);
    expect([score, ...map].every(Number.isFinite)).toBe(true);
  });

  it('leaves out an image that can no longer be read, and names it', async () => {
    const order = await memoryOrder();
    const broken = order.images[0];
    if (broken) writeFileSync(broken.path, readFileSync(broken.path).subarray(0, 200));
    const card = await trainMemory(order, quiet);
    expect(card.skippedImages.map(({ name }) => name)).toEqual([broken?.name]);
    expect(card.trainingImages).toHaveLength(6);
  });

  it('says that the pretrained network is missing or damaged', async () => {
    const order = await memoryOrder();
    const absent = join(order.outputFolder, 'absent.onnx');
    await expect(trainMemory({ ...order, backboneFile: absent }, quiet)).rejects.toMatchObject({
      code: 'NO_TEACHER',
      message: expect.stringContaining(absent),
    });
    const damagedFile = join(temporaryFolder(), 'damaged.onnx');
    writeFileSync(damagedFile, 'not a network');
    await expect(trainMemory({ ...order, backboneFile: damagedFile }, quiet)).rejects.toMatchObject({
      code: 'CORRUPT_MODEL',
    });
  });

  it('remembers turned copies where good images say that parts lie at any angle, and none where they lie one way', async () => {
    const notched = (seed: number) => damaged(partFrame(seed), 0.4, 0.2, 0.2);
    const copiesOf = async (frameOf: (seed: number) => Frame): Promise<number | undefined> => {
      const images = await writeParts(temporaryFolder(), 8, frameOf);
      const { settings, trainingImages } = await trainMemory(await memoryOrder({ images }), quiet);
      expect(trainingImages).toHaveLength(8);
      return settings.turnedCopies;
    };
    expect(await copiesOf(notched)).toBe(0);
    const turned = (seed: number) =>
      [1, 2, 3].slice(0, seed % 4).reduce((f) => turnFrame(f, 1), notched(seed));
    expect(await copiesOf(turned)).toBe(24);
  });

  it('stops when it is cancelled', async () => {
    const order = await memoryOrder();
    const controller = new AbortController();
    const hooks = {
      ...quiet,
      signal: controller.signal,
      onProgress: (phase: string) => {
        if (phase === 'memory') controller.abort();
      },
    };
    await expect(trainMemory(order, hooks)).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(readdirSync(order.outputFolder)).toEqual([]);
  });

  it('has a card that is refused when it is not one of its family', async () => {
    const card = await trainMemory(await memoryOrder(), quiet);
    expect(modelCardSchema.safeParse(card).success).toBe(true);
    for (const change of [{ format: 2 }, { family: 'patch' }, { preset: 'quick' }, { learnt: undefined }]) {
      expect(modelCardSchema.safeParse({ ...card, ...change }).success).toBe(false);
    }
  });
});
