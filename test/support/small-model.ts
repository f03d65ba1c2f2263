import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 as hash } from '../../src/main/files/hash.ts';
import { patchCardSchema, type PatchCard, type ScaleCard } from '../../src/main/families/patch/card.ts';
import { patchGraph } from '../../src/main/families/patch/graph/model-graph.ts';
import { kernelShapes, patchNetworkSpec } from '../../src/main/families/patch/graph/spec.ts';
import { encodeStudents } from '../../src/main/families/patch/learnt-file.ts';
import { wholePicture, type InspectedArea } from '../../src/shared/domain/region.ts';
import { initialWeights } from '../../src/main/networks/weights.ts';

const spec = patchNetworkSpec(33, 'compact');
const weights = (seed: number) => initialWeights(kernelShapes(spec), seed);

/** Side of the small models' input and map, pixels. */
export const smallInput = 64;

const moments = {
  mean: new Float64Array(spec.descriptorSize),
  deviation: new Float64Array(spec.descriptorSize).fill(1),
};

/** The small model's only scale, as its card describes it. */
export const smallScaleCard: ScaleCard = {
  receptiveField: 33,
  teacher: { name: 'patch-33-compact', sha256: '0'.repeat(64) },
  trainedIn: '0a6b8f5e-3c1d-4f2a-9b7e-5d4c3b2a1f0e',
  trainingStride: 4,
  window: 96,
  epochs: 1,
  seed: 0,
  statistics: {
    regressionError: { mean: 0, deviation: 1 },
    predictiveUncertainty: { mean: 0, deviation: 1 },
  },
  finalLoss: [
    { training: 1, validation: 1, steps: 10 },
    { training: 1, validation: 1, steps: 10 },
  ],
};

/**
 * Makes a real model's graph with random weights and a small input. It takes milliseconds a frame, and scores differ by frame.
 *
 * @param side of input and map, pixels
 * @param area inspected area of the picture
 */
export function smallGraph(side = smallInput, area: InspectedArea = wholePicture): Uint8Array {
  const cells = (side / 4) ** 2;
  const ordinary = { mean: new Float32Array(cells), deviation: new Float32Array(cells).fill(1) };
  return patchGraph(
    [
      {
        teacher: { spec, weights: weights(1), stride: 4, size: [side, side] },
        moments,
        students: [weights(2), weights(3)],
        normalisation: { regressionError: ordinary, predictiveUncertainty: ordinary },
      },
    ],
    {
      smoothing: 4,
      topShare: 0.03,
      limits: { score: 0.5, map: 0.5 },
      area,
    },
    {},
  );
}

/**
 * Writes a small model's folder (graph and card) as a training leaves it.
 *
 * @param graph another graph with that side, in place of the small one
 */
export function writeSmallModel(
  folder: string,
  change: Partial<PatchCard> = {},
  side = smallInput,
  area: InspectedArea = wholePicture,
  graph = smallGraph(side, area),
): PatchCard {
  const students = encodeStudents([{ receptiveField: 33, moments, students: [weights(2), weights(3)] }]);
  const card = patchCardSchema.parse({
    format: 2,
    id: randomUUID(),
    productId: randomUUID(),
    productName: 'Disc',
    createdAt: Date.now(),
    family: 'patch',
    preset: 'quick',
    extends: null,
    students: { file: 'students.safetensors', sha256: hash(students), bytes: students.length },
    graph: {
      file: 'model.onnx',
      sha256: hash(graph),
      bytes: graph.length,
      inputSize: [side, side],
    },
    settings: {
      width: 'compact',
      students: 2,
      stride: 4,
      batchSize: 2,
      learningRate: 1e-3,
      weightDecay: 1e-5,
      smoothing: 4,
      topShare: 0.03,
      area,
    },
    scales: [smallScaleCard],
    trainingImages: [{ name: 'part 1.png', sha256: '1'.repeat(64) }],
    validationImages: [{ name: 'part 2.png', sha256: '2'.repeat(64) }],
    skippedImages: [],
    thresholds: {
      review: 10,
      defect: 20,
      falseRejectRates: { review: 0.05, defect: 0.01 },
      method: 'chosen for a test',
      validationScores: [5, 6],
    },
    trainingSeconds: 12,
    versions: {},
    ...change,
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'model.onnx'), graph);
  writeFileSync(join(folder, 'students.safetensors'), students);
  writeFileSync(join(folder, 'card.json'), `${JSON.stringify(card, null, 2)}\n`);
  return card;
}
