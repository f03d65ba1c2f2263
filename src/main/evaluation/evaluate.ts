import type { EvaluationResult, ScoredImage } from '../../shared/contract/models.ts';
import type { Frame } from '../../shared/domain/frame.ts';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import type { Thresholds } from '../../shared/domain/verdict.ts';
import { readImageFile } from '../images/read-image-file.ts';
import type { InferenceResult } from '../inspection/inference.ts';
import { auPro } from '../networks/metrics/au-pro.ts';
import { auroc, pixelAuroc } from '../networks/metrics/auroc.ts';
import { confusionAt } from '../networks/metrics/f1.ts';
import type { ScoredMap } from '../networks/metrics/scored-map.ts';
import { readMask } from './ground-truth.ts';
import type { TestImage } from './test-folder.ts';

export interface EvaluationParts {
  readonly run: (frame: Frame) => Promise<InferenceResult>;
  /** Called after each image. */
  readonly onImage: (done: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Runs a model over a test set and measures it (method of the metrics: `networks/metrics`). Maps are compared with
 * the ground truth at the map's size; an image or mask that cannot be read is named and left out.
 *
 * @throws StationError NO_IMAGES when no image could be read, CANCELLED
 */
export async function evaluate(
  images: readonly TestImage[],
  thresholds: Thresholds,
  parts: EvaluationParts,
): Promise<EvaluationResult> {
  const scores: ScoredImage[] = [];
  const maps: ScoredMap[] = [];
  const times: number[] = [];
  const skipped: { name: string; message: string }[] = [];
  for (const [index, image] of images.entries()) {
    if (parts.signal.aborted) throw new StationError('CANCELLED', 'The evaluation was cancelled.');
    try {
      const { frame } = await readImageFile(image.path);
      const result = await parts.run(frame);
      const { height, width, map } = result;
      const mask = image.maskPath === null ? null : await readMask(image.maskPath, height, width);
      scores.push({ file: image.file, kind: image.kind, defective: image.defective, score: result.score });
      times.push(result.runMs);
      // A defective image without ground truth says nothing about single pixels.
      if (!image.defective || mask) maps.push({ scores: map, mask, height, width });
    } catch (error) {
      if (error instanceof StationError && error.code !== 'UNREADABLE_IMAGE') throw error;
      skipped.push({ name: image.file, message: messageOf(error) });
    }
    parts.onImage(index + 1);
  }
  if (scores.length === 0) {
    throw new StationError(
      'NO_IMAGES',
      `None of the ${images.length} images could be read. ${skipped[0]?.message ?? ''}`,
    );
  }
  const values = scores.map(({ score }) => score);
  const labels = scores.map(({ defective }) => defective);
  return {
    images: scores.length,
    imageAuroc: auroc(values, labels),
    pixelAuroc: pixelAuroc(maps),
    auPro: auPro(maps),
    msPerImage: median(times),
    thresholds: { review: thresholds.review, defect: thresholds.defect },
    confusion: confusionAt(values, labels, thresholds.defect),
    scores,
    skipped,
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}
