import type { EvaluationResult } from '../../src/shared/contract/models.ts';
import { ownRegionLimits } from '../../src/shared/domain/verdict.ts';

/** Makes the result of an evaluation with an escaped defective image and a falsely rejected good one. */
export function evaluationResult(change: Partial<EvaluationResult> = {}): EvaluationResult {
  const spot = { kind: 'spot', defective: true, largestRegions: [] };
  const good = { kind: 'good', defective: false, largestRegions: [] };
  return {
    images: 4,
    imageAuroc: 0.75,
    pixelAuroc: 0.8,
    auPro: 0.6,
    msPerImage: 12,
    latency: { p50: 12, p95: 15, p99: 30 },
    bestF1: { threshold: 0.4, f1: 0.8 },
    proCurve: [
      { falsePositiveRate: 0, overlap: 0 },
      { falsePositiveRate: 0.3, overlap: 0.9 },
    ],
    regionsByKind: [{ group: 'spot', regions: 2, auPro: 0.6 }],
    thresholds: { review: 0.3, defect: 0.5, ...ownRegionLimits },
    regionProfile: null,
    markedPlaces: null,
    confusion: { truePositives: 1, falseRejects: 1, trueNegatives: 1, escapes: 1 },
    scores: [
      { ...spot, file: 'test/spot/a.png', score: 0.1 },
      { ...spot, file: 'test/spot/b.png', score: 0.95 },
      { ...good, file: 'test/good/a.png', score: 0.9 },
      { ...good, file: 'test/good/b.png', score: 0.05 },
    ],
    skipped: [],
    notes: [],
    linkedFolders: [],
    unlike: null,
    dataSha256: 'a'.repeat(64),
    ...change,
  };
}
