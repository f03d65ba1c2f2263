import { expect, it } from 'vitest';
import {
  patchGraph,
  rawScoreGraph,
  type Scale,
} from '../../../../src/main/families/patch/graph/model-graph.ts';
import { kernelShapes } from '../../../../src/main/families/patch/graph/spec.ts';
import { initialWeights, type NetworkWeights } from '../../../../src/main/networks/weights.ts';
import { calibrate, type ModelToCalibrate } from '../../../../src/main/learning/calibrate.ts';
import { positionStatistics } from '../../../../src/main/learning/position-statistics.ts';
import { presets } from '../../../../src/main/families/patch/settings.ts';
import { createProgress, studentShares } from '../../../../src/main/learning/progress.ts';
import { runOver } from '../../../../src/main/learning/run-graph.ts';
import { gridSize } from '../../../../src/main/families/patch/training-window.ts';
import { wholePicture } from '../../../../src/shared/domain/region.ts';
import { quiet, smallOrder } from '../../../support/training/small-training.ts';
import { teacherSpec } from '../../../support/training/teacher.ts';

const weights = (seed: number) => initialWeights(kernelShapes(teacherSpec), seed);

const size = [64, 64] as const;

/** Calibrates two students on the images of a small order. */
async function calibrateStudents(first: NetworkWeights) {
  const { images } = await smallOrder();
  const scale = {
    teacher: { spec: teacherSpec, weights: weights(1), stride: 4, size },
    moments: {
      mean: new Float64Array(teacherSpec.descriptorSize),
      deviation: new Float64Array(teacherSpec.descriptorSize).fill(1),
    },
    students: [first, weights(3)],
  } as const satisfies Scale;
  const graph: ModelToCalibrate['graph'] = ([normalisation], scoring) =>
    patchGraph(normalisation ? [{ ...scale, normalisation }] : [], scoring, {});
  const calibration = await calibrate({
    settings: presets.quick,
    area: wholePicture,
    scales: [
      {
        graph: rawScoreGraph(scale),
        uncertain: true,
        grid: gridSize(scale.teacher),
        statistics: positionStatistics,
      },
    ],
    graph,
    size,
    training: images.slice(0, 4),
    validation: images.slice(4),
    validationKind: 'validation images',
    report: createProgress(() => undefined, studentShares),
    signal: quiet.signal,
  });
  return { images, model: graph(calibration.normalisations, calibration.scoring) };
}

it('a part that its score rejects shows a region: the map reaches what the score does', async () => {
  const { images, model } = await calibrateStudents(weights(2));
  let seen = 0;
  await runOver(model, images, quiet.signal, (outputs) => {
    const score = outputs('score')[0] ?? Number.NaN;
    const highest = outputs('map').reduce((most, value) => Math.max(most, value));
    expect(highest).toBeGreaterThanOrEqual(score);
    seen++;
  });
  expect(seen).toBe(images.length);
});

it('a model whose scores are no numbers is named instead of exported', async () => {
  const overflowing = weights(2).map((layer) => ({
    ...layer,
    kernel: layer.kernel.map((value) => value * 1e15),
  }));
  await expect(calibrateStudents(overflowing)).rejects.toMatchObject({
    code: 'WORKER_FAILED',
    message: expect.stringContaining('no numbers'),
  });
});
