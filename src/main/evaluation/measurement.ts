import { createHash } from 'node:crypto';
import type { EvaluationResult, ScoredImage, UnlikeImage } from '../../shared/contract/models.ts';
import { DataNotes, type DataNote } from '../../shared/domain/data-notes.ts';
import { bestF1, confusionOf } from '../../shared/domain/f1.ts';
import type { Frame } from '../../shared/domain/frame.ts';
import { largestRegions, measuredAt, profileThresholds } from '../../shared/domain/region-profile.ts';
import { wholePicture, type InspectedArea } from '../../shared/domain/region.ts';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { judge, limitsOf, type Limits } from '../../shared/domain/verdict.ts';
import { sha256 } from '../files/hash.ts';
import { comparePictures, type UsualPictures } from '../images/likeness/usual-pictures.ts';
import type { TestImage } from '../images/test-folder.ts';
import type { InferenceResult } from '../inference/inference-process.ts';
import { pixelsOf } from '../inference/pixels.ts';
import { auroc } from '../networks/metrics/auroc.ts';
import { notePicture, type ExpectedPictures } from './note-picture.ts';
import { createPixelCounter } from './pixel-counter.ts';
import { createPlaceCounter } from './place-counter.ts';

/** Largest false-positive rate of AU-PRO. */
const proLimit = 0.3;

export interface MeasurementParts extends ExpectedPictures {
  /** The inspected area; the whole picture when left out. */
  readonly area?: InspectedArea;
  /** Oddities of the images that are known before they are read. */
  readonly notes?: readonly DataNote[];
  /** Folders outside the evaluated folder to which its links lead. */
  readonly linkedFolders?: readonly string[];
  /** The card's description of the training images; without it, pictures are not compared with them. */
  readonly usual?: UsualPictures | undefined;
  /** SHA-256 of the files that the model was trained on. */
  readonly known?: ReadonlySet<string>;
}

/** An image that the model has inspected. */
export interface Inspected {
  readonly frame: Frame;
  /** The file's content. */
  readonly bytes: Uint8Array;
  readonly result: InferenceResult;
}

/** Accumulates a model's results for the images of a test set. */
export function createMeasurement(limits: Limits, parts: MeasurementParts) {
  const pixelThresholds = profileThresholds(limits.pixelThreshold);
  const notes = new DataNotes();
  notes.merge(parts.notes ?? []);
  const pixelCounter = createPixelCounter(parts.area ?? wholePicture, notes);
  const places = createPlaceCounter(limits.pixelThreshold);
  const comparison = parts.usual ? comparePictures(parts.usual) : null;
  const contents = createContents(notes, parts.known);
  const scores: ScoredImage[] = [];
  const times: number[] = [];
  const unlike: UnlikeImage[] = [];
  const skipped: { name: string; message: string }[] = [];
  /** Number of positions in a map. */
  let cells = 1;

  return {
    /** @throws StationError with the fault of the image or its mask */
    async add(image: TestImage, { frame, bytes, result }: Inspected): Promise<void> {
      await notePicture(image, frame, bytes, parts, notes);
      scores.push(scoredImage(image, result, pixelThresholds));
      const differences = comparison?.differences(pixelsOf(frame), result, 'alone') ?? [];
      if (differences.length > 0) {
        unlike.push({ file: image.file, traits: differences.map(({ trait }) => trait) });
      }
      places.count(result, image.defective);
      cells = result.map.length;
      times.push(result.runMs);
      contents.add(image, bytes);
      await pixelCounter.count(image, frame, result);
    },

    /** Names an image and leaves it out. */
    skip(image: TestImage, error: unknown): void {
      skipped.push({ name: image.file, message: messageOf(error) });
    },

    /** @throws StationError NO_IMAGES if all images were skipped */
    result(): EvaluationResult {
      if (scores.length === 0) {
        throw new StationError(
          'NO_IMAGES',
          `None of the ${skipped.length} images could be read. ${skipped[0]?.message ?? ''}`,
        );
      }
      const { pixels } = pixelCounter;
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
        dataSha256: contents.sha256(),
      };
    },
  };
}

function scoredImage(
  { file, imageId, kind, defective, maskFile }: TestImage,
  { score, map, height, width, pose }: InferenceResult,
  pixelThresholds: readonly number[],
): ScoredImage {
  return {
    file,
    imageId,
    kind,
    defective,
    maskFile,
    score,
    largestRegions: largestRegions(map, height, width, pixelThresholds),
    ...(pose ? { pose } : {}),
  };
}

/** Hashes all images, and notes training pictures and pictures that are in the set twice with different labels. */
function createContents(notes: DataNotes, known?: ReadonlySet<string>) {
  const data = createHash('sha256');
  const firstOf = new Map<string, TestImage>();
  return {
    add(image: TestImage, bytes: Uint8Array): void {
      const content = sha256(bytes);
      data.update(`${image.file}\0${content}\n`);
      if (known?.has(content)) notes.add('trainedOn', image.file);
      const first = firstOf.get(content);
      if (first === undefined) firstOf.set(content, image);
      else if (first.kind !== image.kind) notes.add('labelsDiffer', image.file, first.file);
    },
    sha256: (): string => data.digest('hex'),
  };
}

/** Returns a quantile, interpolated linearly between neighbours. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? 0;
  return below + (place % 1) * ((sorted[Math.ceil(place)] ?? below) - below);
}
