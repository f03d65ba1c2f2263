import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../../src/main/hash.ts';
import type { ModelCard } from '../../src/main/models/model-card.ts';

/** Writes a finished job's folder: a card, and bytes that stand for its graph. No test here runs the graph. */
export function writeModelFolder(
  folder: string,
  of: Partial<Pick<ModelCard, 'id' | 'productId' | 'productName' | 'createdAt'>>,
): ModelCard {
  const graph = new TextEncoder().encode(`graph ${randomUUID()}`.repeat(100));
  const card: ModelCard = {
    format: 1,
    id: of.id ?? randomUUID(),
    productId: of.productId ?? randomUUID(),
    productName: of.productName ?? 'Cookie',
    createdAt: of.createdAt ?? Date.UTC(2026, 10, 23, 12),
    family: 'patch',
    preset: 'compact',
    graph: { file: 'model.onnx', sha256: sha256(graph), bytes: graph.length, inputSize: [256, 256] },
    teacher: { name: 'compact-33', sha256: sha256(graph) },
    settings: {
      receptiveField: 33,
      width: 'compact',
      students: 3,
      stride: 4,
      epochs: 10,
      batchSize: 4,
      window: 96,
      learningRate: 1e-3,
      weightDecay: 1e-5,
      smoothing: 4,
      topShare: 0.03,
      seed: 0,
      region: null,
    },
    trainingImages: [{ name: 'a.png', sha256: sha256(graph) }],
    validationImages: [{ name: 'b.png', sha256: sha256(graph) }],
    skippedImages: [],
    statistics: {
      regressionError: { mean: 1, deviation: 0.5 },
      predictiveUncertainty: { mean: 0.1, deviation: 0.05 },
    },
    thresholds: { review: 2.5, defect: 4, method: 'for tests', validationScores: [1.5, 2] },
    training: { seconds: 12, finalLoss: [{ training: 0.5, validation: 0.6 }] },
    versions: { loupe: '0.0.0' },
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'model.onnx'), graph);
  writeFileSync(join(folder, 'card.json'), JSON.stringify(card));
  return card;
}
