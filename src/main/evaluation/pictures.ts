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

/** Longest side of a picture, pixels. */
const pictureSide = 448;

/** Where the pictures of an evaluation come from, and how its model reads them. */
export interface PictureSource {
  readonly own: OwnFiles;
  /** Of 16-bit pictures. */
  readonly sampleBits: number | undefined;
}

/** An evaluated image as it lies in its folder now. */
export interface TestPicture {
  /** JPEG. */
  readonly photo: Uint8Array;
  /** JPEG: under its heatmap in the whole scale of the evaluation's limits, with the outline of the ground truth. */
  readonly heatmap: Uint8Array;
  readonly hasTruth: boolean;
  /** Of this run. */
  readonly score: number;
}

/**
 * An image of an evaluation. @param index its place among the evaluation's scores
 *
 * @throws StationError NOT_FOUND when the evaluation has no such image
 */
export function imageOf({ id, result }: Evaluation, index: number): ScoredImage {
  const image = result.scores[index];
  if (image) return image;
  throw new StationError('NOT_FOUND', `The evaluation ${id} has no image ${index}. Reload the evaluation.`);
}

/**
 * The image alone.
 *
 * @returns JPEG
 * @throws StationError NOT_FOUND, NO_PERMISSION, UNREADABLE_IMAGE, or FORBIDDEN when it lies outside the folder
 */
export async function testPhoto(
  evaluation: Evaluation,
  image: ScoredImage,
  source: PictureSource,
): Promise<Uint8Array> {
  return encodeJpeg(await fitFrame(await readFrame(evaluation, image, source), pictureSide));
}

/**
 * The image at full size, to be magnified.
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
 * The image's anomaly map, run again.
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
 * The image's ground truth as it is shown.
 *
 * @returns PNG of one channel, white where the defect is, as large as the image
 * @throws StationError as `testPhoto`; NOT_FOUND when the image has none that can be shown
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
 * The image and its heatmap, run again. A mask that cannot be read is left out.
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
  const { score, map, height, width } = await run(frame);
  const photo = await fitFrame(frame, pictureSide);
  const truth = await truthOf(evaluation, image, source.own, photo);
  const heat = overlayFrame(photo, map, height, width, evaluation.result.thresholds, 1, 'whole');
  return {
    photo: await encodeJpeg(photo),
    heatmap: await encodeJpeg(truth ? withOutline(heat, truth) : heat),
    hasTruth: truth !== null,
    score,
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
