import type { EvaluationResult } from '../../shared/contract/models.ts';
import type { Frame } from '../../shared/domain/frame.ts';
import { StationError, type ErrorCode } from '../../shared/domain/station-error.ts';
import type { Limits } from '../../shared/domain/verdict.ts';
import { readImageFile } from '../images/read-image-file.ts';
import type { TestImage } from '../images/test-folder.ts';
import type { InferenceResult } from '../inference/inference-process.ts';
import { createMeasurement, type MeasurementParts } from './measurement.ts';

export interface EvaluationParts extends MeasurementParts {
  readonly run: (frame: Frame) => Promise<InferenceResult>;
  /** Called after each image. */
  readonly onImage: (done: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Runs a model over a test set and measures it (for the metrics see `networks/metrics`). Maps are enlarged as they are
 * shown, and compared with the ground truth on the picture's pixels, or on the mask's if that is finer. Only the inspected
 * area counts. Each map is counted at once, so memory does not grow with the number of images. An unreadable image is named
 * and left out; an image with an unusable mask is named and left out of the pixel figures.
 *
 * @throws StationError NO_IMAGES if no image could be read, CANCELLED
 */
export async function evaluate(
  images: readonly TestImage[],
  limits: Limits,
  parts: EvaluationParts,
): Promise<EvaluationResult> {
  const measurement = createMeasurement(limits, parts);
  for (const [index, image] of images.entries()) {
    if (parts.signal.aborted) throw new StationError('CANCELLED', 'The evaluation was cancelled.');
    try {
      const { frame, bytes } = await readImageFile(image.path, parts.sampleBits);
      await measurement.add(image, { frame, bytes, result: await parts.run(frame) });
    } catch (error) {
      if (error instanceof StationError && !ofImage.includes(error.code)) throw error;
      // An error without a code comes from reading or decoding this image, which is named and counts in no figure.
      measurement.skip(image, error);
    }
    parts.onImage(index + 1);
  }
  return measurement.result();
}

/** Errors that concern a single image, so that the others can still be judged. */
const ofImage: readonly ErrorCode[] = [
  ...(['UNREADABLE_IMAGE', 'OUT_OF_PLACE'] as const),
  ...(['NOT_FOUND', 'NO_PERMISSION', 'BAD_INPUT', 'CORRUPT_FILE'] as const),
];
