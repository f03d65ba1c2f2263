import { createHash } from 'node:crypto';
import type { EvaluationResult, ScoredImage, UnlikeImage } from '../../shared/contract/models.ts';
import type { Frame } from '../../shared/domain/frame.ts';
import { messageOf, StationError, type ErrorCode } from '../../shared/domain/station-error.ts';
import { judge, limitsOf, type Limits } from '../../shared/domain/verdict.ts';
import { sha256 } from '../files/hash.ts';
import { largestSample } from '../images/decode-image.ts';
import { comparePictures, type UsualPictures } from '../images/likeness/usual-pictures.ts';
import { isTurnUnsure } from '../images/mask-turn.ts';
import { wholeSample } from '../images/sample-bits.ts';
import { readImageFile } from '../images/read-image-file.ts';
import type { InferenceResult } from '../inference/inference-process.ts';
import { pixelsOf } from '../inference/pixels.ts';
import type { TrainedShapes } from '../learning/model-card.ts';
import { auroc } from '../networks/metrics/auroc.ts';
import { bestF1, confusionOf } from '../../shared/domain/f1.ts';
import { largestRegions, measuredAt, profileThresholds } from '../../shared/domain/region-profile.ts';
import type { TestImage } from '../images/test-folder.ts';
import { createPlaceCounter } from './place-counter.ts';
import { createPixelCounter } from './pixel-counter.ts';
import { DataNotes, type DataNote } from '../../shared/domain/data-notes.ts';
import { shapeDiffers } from '../../shared/domain/picture-shape.ts';
import { wholePicture, type InspectedArea } from '../../shared/domain/region.ts';

/** Largest false-positive rate of AU-PRO. */
const proLimit = 0.3;

export interface EvaluationParts {
  readonly run: (frame: Frame) => Promise<InferenceResult>;
  /** Called after each image. */
  readonly onImage: (done: number) => void;
  readonly signal: AbortSignal;
  /** What the model inspects; the whole picture when left out. */
  readonly area?: InspectedArea;
  /** What is known to be odd about the images before they are read. */
  readonly notes?: readonly DataNote[];
  /** Shapes that the model was trained on. */
  readonly trained?: TrainedShapes;
  /** SHA-256 of the files that it was trained on. */
  readonly known?: ReadonlySet<string>;
  /** How the model reads 16-bit pictures. */
  readonly sampleBits?: number | undefined;
  /** Where links in the evaluated folder lead to, outside of it. */
  readonly linkedFolders?: readonly string[];
  /** What the model's card says of its training images; without it pictures are not compared with them. */
  readonly usual?: UsualPictures | undefined;
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
  const pixelThresholds = profileThresholds(limits.pixelThreshold);
  let cells = 1;
  const scores: ScoredImage[] = [];
  const times: number[] = [];
  const skipped: { name: string; message: string }[] = [];
  const data = createHash('sha256');
  const firstOf = new Map<string, TestImage>();
  const notes = new DataNotes();
  notes.merge(parts.notes ?? []);
  const { pixels, count } = createPixelCounter(parts.area ?? wholePicture, notes);
  const comparison = parts.usual ? comparePictures(parts.usual) : null;
  const unlike: UnlikeImage[] = [];
  const places = createPlaceCounter(limits.pixelThreshold);
  for (const [index, image] of images.entries()) {
    if (parts.signal.aborted) throw new StationError('CANCELLED', 'The evaluation was cancelled.');
    try {
      const { frame, bytes } = await readImageFile(image.path, parts.sampleBits);
      const result = await parts.run(frame);
      await notePicture(image, frame, bytes, parts, notes);
      const { height, width, map } = result;
      scores.push({
        file: image.file,
        imageId: image.imageId,
        kind: image.kind,
        defective: image.defective,
        maskFile: image.maskFile,
        score: result.score,
        largestRegions: largestRegions(map, height, width, pixelThresholds),
        ...(result.pose ? { pose: result.pose } : {}),
      });
      const differences = comparison?.differences(pixelsOf(frame), result, 'alone') ?? [];
      if (differences.length > 0) {
        unlike.push({ file: image.file, traits: differences.map(({ trait }) => trait) });
      }
      places.count(result, image.defective);
      cells = map.length;
      times.push(result.runMs);
      const content = sha256(bytes);
      data.update(`${image.file}\0${content}\n`);
      if (parts.known?.has(content)) notes.add('trainedOn', image.file);
      const first = firstOf.get(content);
      if (first === undefined) firstOf.set(content, image);
      else if (first.kind !== image.kind) notes.add('labelsDiffer', image.file, first.file);
      await count(image, frame, result);
    } catch (error) {
      if (error instanceof StationError && !ofImage.includes(error.code)) throw error;
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
  const best = bestF1(scores);
  const regionProfile = { cells, pixelThresholds };
  const latency = { p50: quantile(times, 0.5), p95: quantile(times, 0.95), p99: quantile(times, 0.99) };
  return {
    images: scores.length,
    imageAuroc: auroc(scores),
    pixelAuroc: pixels.auroc(),
    auPro: pixels.auPro(proLimit),
    msPerImage: latency.p50,
    latency,
    bestF1: best && { threshold: best.threshold, f1: best.f1 },
    proCurve: pixels.proCurve(proLimit),
    regionsByKind: pixels.auProByGroup(proLimit),
    thresholds: limitsOf(limits),
    confusion: confusionOf(
      measuredAt(scores, regionProfile, limits.pixelThreshold).parts,
      (part) => judge(part, limits) === 'defect',
    ),
    regionProfile,
    scores,
    markedPlaces: places.counted(),
    skipped,
    notes: notes.all(),
    linkedFolders: [...(parts.linkedFolders ?? [])],
    unlike: comparison && unlike,
    dataSha256: data.digest('hex'),
  };
}

/** What says that an image itself cannot be judged, so that the others can be: its file, its content, what it shows. */
const ofImage: readonly ErrorCode[] = [
  ...(['UNREADABLE_IMAGE', 'OUT_OF_PLACE'] as const),
  ...(['NOT_FOUND', 'NO_PERMISSION', 'BAD_INPUT', 'CORRUPT_FILE'] as const),
];

/** Notes a picture that the model has to stretch, that is brighter than what it was trained on, or whose mask may be turned. */
async function notePicture(
  { file, imageId, defective, maskPath }: TestImage,
  { width, height }: Frame,
  bytes: Uint8Array,
  { trained, sampleBits }: EvaluationParts,
  notes: DataNotes,
): Promise<void> {
  const hasMask = defective && imageId === undefined && maskPath !== null;
  if (hasMask && (await isTurnUnsure(maskPath, bytes))) notes.add('masksTurned', file);
  const sizes = trained?.sizes ?? [];
  if (shapeDiffers({ width, height }, sizes, trained?.tolerance) !== null) {
    notes.add('shapeDiffers', file, `${width} × ${height}`);
  }
  if (sampleBits === undefined) return;
  const largest = await largestSample(bytes, file);
  if (largest === null) return;
  if (sampleBits < wholeSample) notes.add('sampleBits', file, `${sampleBits} bit`);
  if (largest >= 2 ** sampleBits) {
    notes.add('samplesCut', file, `${largest} > ${2 ** sampleBits - 1}`);
  }
}

/** Linear between the neighbours. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? 0;
  return below + (place % 1) * ((sorted[Math.ceil(place)] ?? below) - below);
}
