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
 * Runs a model over a test set and measures it (method of the metrics: `networks/metrics`). Maps are compared with the
 * ground truth on the picture's pixels, or on the mask's where it has more, enlarged as they are shown; only what is
 * inspected counts. They are counted at once, so that memory does not grow with their number. An image that cannot be
 * read is named and left out; one whose mask cannot be used is named and left out of the figures of pixels.
 *
 * @throws StationError NO_IMAGES when no image could be read, CANCELLED
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
      measurement.skip(image, error);
    }
    parts.onImage(index + 1);
  }
  return measurement.result();
}

/** What says that an image itself cannot be judged, so that the others can be: its file, its content, what it shows. */
const ofImage: readonly ErrorCode[] = [
  ...(['UNREADABLE_IMAGE', 'OUT_OF_PLACE'] as const),
  ...(['NOT_FOUND', 'NO_PERMISSION', 'BAD_INPUT', 'CORRUPT_FILE'] as const),
];
