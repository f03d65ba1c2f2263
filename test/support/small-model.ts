import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelCardSchema, type ModelCard } from '../../src/main/models/model-card.ts';
import { modelGraph } from '../../src/main/networks/families/patch/model-graph.ts';
import { kernelShapes, patchNetworkSpec } from '../../src/main/networks/families/patch/spec.ts';
import { initialWeights } from '../../src/main/networks/weights.ts';

const spec = patchNetworkSpec(33, 'compact');
const weights = (seed: number) => initialWeights(kernelShapes(spec), seed);

/** Side of the small models' input and map, pixels. */
export const smallInput = 64;

const cells = (smallInput / 4) ** 2;
const ordinary = { mean: new Float32Array(cells), deviation: new Float32Array(cells).fill(1) };

/** A real model's graph with random weights and a small input: milliseconds a frame, scores that differ by frame. */
export function smallGraph(): Uint8Array {
  return modelGraph(
    {
      teacher: { spec, weights: weights(1), stride: 4, size: [smallInput, smallInput] },
      moments: {
        mean: new Float64Array(spec.descriptorSize),
        deviation: new Float64Array(spec.descriptorSize).fill(1),
      },
      students: [weights(2), weights(3)],
    },
    {
      regressionError: ordinary,
      predictiveUncertainty: ordinary,
      smoothing: 4,
      topShare: 0.03,
      limits: { score: 0.5, map: 0.5 },
      region: null,
    },
    {},
  );
}

/** Writes a small model's folder (graph and card) as a training leaves it. */
export function writeSmallModel(folder: string, change: Partial<ModelCard> = {}): ModelCard {
  const graph = smallGraph();
  const sha256 = createHash('sha256').update(graph).digest('hex');
  const card = modelCardSchema.parse({
    format: 1,
    id: randomUUID(),
    productId: randomUUID(),
    productName: 'Disc',
    createdAt: Date.now(),
    family: 'patch',
    preset: 'quick',
    graph: { file: 'model.onnx', sha256, bytes: graph.length, inputSize: [smallInput, smallInput] },
    teacher: { name: 'patch-33-compact', sha256: '0'.repeat(64) },
    settings: {
      receptiveField: 33,
      width: 'compact',
      students: 2,
      stride: 4,
      epochs: 1,
      batchSize: 2,
      window: 96,
      learningRate: 1e-3,
      weightDecay: 1e-5,
      smoothing: 4,
      topShare: 0.03,
      seed: 0,
      region: null,
    },
    trainingImages: [{ name: 'part 1.png', sha256: '1'.repeat(64) }],
    validationImages: [{ name: 'part 2.png', sha256: '2'.repeat(64) }],
    skippedImages: [],
    statistics: {
      regressionError: { mean: 0, deviation: 1 },
      predictiveUncertainty: { mean: 0, deviation: 1 },
    },
    thresholds: { review: 10, defect: 20, method: 'chosen for a test', validationScores: [5, 6] },
    training: {
      seconds: 1,
      finalLoss: [
        { training: 1, validation: 1 },
        { training: 1, validation: 1 },
      ],
    },
    versions: {},
    ...change,
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'model.onnx'), graph);
  writeFileSync(join(folder, 'card.json'), `${JSON.stringify(card, null, 2)}\n`);
  return card;
}
