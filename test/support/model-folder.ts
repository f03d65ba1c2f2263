import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../../src/main/files/hash.ts';
import type { PatchCard } from '../../src/main/families/patch/card.ts';
import { wholePicture } from '../../src/shared/domain/region.ts';
import { smallScaleCard } from './small-model.ts';

/** Writes the folder of a finished job: a card, and bytes in place of a graph, because no test here runs the graph. */
export function writeModelFolder(
  folder: string,
  of: Partial<Pick<PatchCard, 'id' | 'productId' | 'productName' | 'createdAt'>>,
): PatchCard {
  const graph = new TextEncoder().encode(`graph ${randomUUID()}`.repeat(100));
  const students = new TextEncoder().encode('students');
  const card: PatchCard = {
    format: 2,
    id: of.id ?? randomUUID(),
    productId: of.productId ?? randomUUID(),
    productName: of.productName ?? 'Cookie',
    createdAt: of.createdAt ?? Date.UTC(2026, 10, 23, 12),
    family: 'patch',
    preset: 'compact',
    extends: null,
    students: { file: 'students.safetensors', sha256: sha256(students), bytes: students.length },
    graph: { file: 'model.onnx', sha256: sha256(graph), bytes: graph.length, inputSize: [256, 256] },
    settings: {
      width: 'compact',
      precision: 'float32',
      students: 3,
      stride: 4,
      batchSize: 4,
      learningRate: 1e-3,
      weightDecay: 1e-5,
      smoothing: 4,
      topShare: 0.03,
      area: wholePicture,
    },
    scales: [smallScaleCard],
    trainingImages: [{ name: 'a.png', sha256: sha256(graph) }],
    validationImages: [{ name: 'b.png', sha256: sha256(graph) }],
    skippedImages: [],
    thresholds: {
      review: 2.5,
      defect: 4,
      falseRejectRates: { review: 0.05, defect: 0.01 },
      method: 'for tests',
      validationScores: [1.5, 2],
    },
    trainingSeconds: 12,
    versions: { loupe: '0.0.0' },
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'model.onnx'), graph);
  writeFileSync(join(folder, 'students.safetensors'), students);
  writeFileSync(join(folder, 'card.json'), JSON.stringify(card));
  return card;
}
