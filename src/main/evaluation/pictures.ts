import type { Evaluation, ScoredImage } from '../../shared/contract/models.ts';
import type { Frame } from '../../shared/domain/frame.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { encodeEvidence, encodeJpeg, encodeMaskPng } from '../images/encode-image.ts';
import { fitFrame } from '../images/fit-frame.ts';
import { withOutline } from '../images/outline.ts';
import { overlayFrame } from '../images/overlay.ts';
import { readImageFile } from '../images/read-image-file.ts';
import type { InferenceResult } from '../inference/inference-process.ts';
import { imagePath, maskPath } from './test-files.ts';
import type { OwnFiles } from './test-files.ts';
import { readShownMask } from '../images/ground-truth.ts';

/** Length of a picture's longest side, pixels. */
const pictureSide = 448;

/** The source of an evaluation's pictures, and how its model reads them. */
export interface PictureSource {
  readonly own: OwnFiles;
  /** Significant bits of 16-bit pictures. */
  readonly sampleBits: number | undefined;
}

/** An evaluated image, read anew from its folder. */
export interface TestPicture {
  /** The picture, JPEG. */
  readonly photo: Uint8Array;
  /** The picture under its heatmap, in the full scale of the evaluation's limits, with the ground truth's outline; JPEG. */
  readonly heatmap: Uint8Array;
  readonly hasTruth: boolean;
  /** The score of this run. */
  readonly score: number;
}

/**
 * Finds an image of an evaluation. @param index its index among the evaluation's scores
 *
 * @throws StationError NOT_FOUND if the evaluation has no such image
 */
export function imageOf({ id, result }: Evaluation, index: number): ScoredImage {
  const image = result.scores[index];
  if (image) return image;
  throw new StationError('NOT_FOUND', `The evaluation ${id} has no image ${index}. Reload the evaluation.`);
}

/**
 * Reads the image alone.
 *
 * @returns JPEG
 * @throws StationError NOT_FOUND, NO_PERMISSION, UNREADABLE_IMAGE, or FORBIDDEN if it lies outside the folder
 */
export async function testPhoto(
  evaluation: Evaluation,
  image: ScoredImage,
  source: PictureSource,
): Promise<Uint8Array> {
  return encodeJpeg(await fitFrame(await readFrame(evaluation, image, source), pictureSide));
}

/**
 * Reads the image at full size, to be magnified.
 *
 * @returns JPEG without visible loss
 * @throws StationError as `testPhoto`
 */
export async function wholeTestPhoto(
  evaluation: Evaluation,
  image: ScoredImage,
  source: PictureSource,
): Promise<Uint8Array> {
  return encodeEvidence(await readFrame(evaluation, image, source));
}

/**
 * Computes the image's anomaly map again.
 *
 * @returns width and height of the map (uint32), then its scores (float32 `[H, W]` row-major), all little-endian
 * @throws StationError as `testPhoto`, and as the run
 */
export async function testMap(
  evaluation: Evaluation,
  image: ScoredImage,
  source: PictureSource,
  run: (frame: Frame) => Promise<InferenceResult>,
): Promise<Uint8Array> {
  const { map, height, width } = await run(await readFrame(evaluation, image, source));
  const bytes = new Uint8Array(2 * Uint32Array.BYTES_PER_ELEMENT + map.byteLength);
  new Uint32Array(bytes.buffer, 0, 2).set([width, height]);
  new Float32Array(bytes.buffer, 2 * Uint32Array.BYTES_PER_ELEMENT).set(map);
  return bytes;
}

/**
 * Draws the image's ground truth for display.
 *
 * @returns PNG of one channel, white where the defect is, as large as the image
 * @throws StationError as `testPhoto`; NOT_FOUND if the image has none that can be shown
 */
export async function testTruth(
  evaluation: Evaluation,
  image: ScoredImage,
  source: PictureSource,
): Promise<Uint8Array> {
  const frame = await readFrame(evaluation, image, source);
  const truth = await truthOf(evaluation, image, source.own, frame);
  if (truth === null) throw new StationError('NOT_FOUND', `“${image.file}” has no ground truth to show.`);
  return encodeMaskPng(
    truth.map((value) => (value === 0 ? 0 : 255)),
    frame.height,
    frame.width,
  );
}

/**
 * Reads the image and computes its heatmap again. An unreadable mask is left out.
 *
 * @throws StationError as `testPhoto`, and as the run
 */
export async function testPicture(
  evaluation: Evaluation,
  image: ScoredImage,
  source: PictureSource,
  run: (frame: Frame) => Promise<InferenceResult>,
): Promise<TestPicture> {
  const frame = await readFrame(evaluation, image, source);
  const result = await run(frame);
  const photo = await fitFrame(frame, pictureSide);
  const truth = await truthOf(evaluation, image, source.own, photo);
  const heat = overlayFrame(photo, result, evaluation.result.thresholds, 'whole');
  return {
    photo: await encodeJpeg(photo),
    heatmap: await encodeJpeg(truth ? withOutline(heat, truth) : heat),
    hasTruth: truth !== null,
    score: result.score,
  };
}

async function readFrame(
  evaluation: Evaluation,
  image: ScoredImage,
  { own, sampleBits }: PictureSource,
): Promise<Frame> {
  return (await readImageFile(await imagePath(evaluation, image, own), sampleBits)).frame;
}

async function truthOf(
  evaluation: Evaluation,
  image: ScoredImage,
  own: OwnFiles,
  { width, height }: Frame,
): Promise<Uint8Array | null> {
  if (!image.defective) return null;
  try {
    const path = await maskPath(evaluation, image, own);
    return path === null ? null : await readShownMask(path, height, width);
  } catch (error) {
    if (error instanceof StationError) return null;
    throw error;
  }
}
