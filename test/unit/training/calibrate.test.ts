import { expect, it } from 'vitest';
import { modelGraph, rawScoreGraph } from '../../../src/main/networks/families/patch/model-graph.ts';
import { kernelShapes } from '../../../src/main/networks/families/patch/spec.ts';
import { initialWeights } from '../../../src/main/networks/weights.ts';
import { calibrate } from '../../../src/main/training/calibrate.ts';
import { positionStatistics } from '../../../src/main/training/position-statistics.ts';
import { presets } from '../../../src/main/training/presets.ts';
import { createProgress, studentShares } from '../../../src/main/training/progress.ts';
import { gridSize } from '../../../src/main/training/training-window.ts';
import { wholePicture } from '../../../src/shared/domain/region.ts';
import { quiet, smallOrder } from './support/small-training.ts';
import { teacherSpec } from './support/teacher.ts';

const weights = (seed: number) => initialWeights(kernelShapes(teacherSpec), seed);

it('a model whose scores are no numbers is named instead of exported', async () => {
  const order = await smallOrder();
  const size = [64, 64] as const;
  const overflowing = weights(2).map((layer) => ({
    ...layer,
    kernel: layer.kernel.map((value) => value * 1e15),
  }));
  const scale = {
    teacher: { spec: teacherSpec, weights: weights(1), stride: 4, size },
    moments: {
      mean: new Float64Array(teacherSpec.descriptorSize),
      deviation: new Float64Array(teacherSpec.descriptorSize).fill(1),
    },
    students: [overflowing, weights(3)],
  } as const;
  const calibration = calibrate({
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
    graph: ([normalisation], scoring) =>
      modelGraph(normalisation ? [{ ...scale, normalisation }] : [], scoring, {}),
    size,
    training: order.images.slice(0, 4),
    validation: order.images.slice(4),
    validationKind: 'validation images',
    report: createProgress(() => undefined, studentShares),
    signal: quiet.signal,
  });
  await expect(calibration).rejects.toMatchObject({
    code: 'WORKER_FAILED',
    message: expect.stringContaining('no numbers'),
  });
});
