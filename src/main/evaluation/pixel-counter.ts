import type { DataNotes } from '../../shared/domain/data-notes.ts';
import type { Frame } from '../../shared/domain/frame.ts';
import { reversed } from '../../shared/domain/pose.ts';
import { areaMask, isWhole, type InspectedArea } from '../../shared/domain/region.ts';
import { maskOverPicture } from '../images/alignment/warp.ts';
import {
  isRefused,
  maskNotes,
  readGroundTruth,
  readMaskOfGood,
  type GroundTruth,
  type RefusedMask,
} from '../images/ground-truth.ts';
import type { TestImage } from '../images/test-folder.ts';
import type { InferenceResult } from '../inference/inference-process.ts';
import { PixelStatistics } from '../networks/metrics/pixel-statistics.ts';

/** Counts the pixels of a test set against its ground truth. */
export interface PixelCounter {
  readonly pixels: PixelStatistics;
  /**
   * Counts an image's pixels on the picture's grid, or on the mask's if that is finer; the map is enlarged as it is shown.
   * A defective image without a known ground truth is left out, and the reason is noted.
   */
  count(image: TestImage, frame: Frame, result: InferenceResult): Promise<void>;
}

/** @param area the inspected area; pixels outside count in no figure */
export function createPixelCounter(area: InspectedArea, notes: DataNotes): PixelCounter {
  const pixels = new PixelStatistics();
  const insideOf = insideAreas(area);

  const note = ({ file }: TestImage, { problem, detail }: RefusedMask): void =>
    notes.add(maskNotes[problem], file, detail);

  /** Reads the ground truth; null if there is none, or none that can be used. */
  async function truthOf(image: TestImage, frame: Frame): Promise<GroundTruth | null> {
    if (image.maskPath === null) return null;
    if (!image.defective) {
      const wrong = await readMaskOfGood(image.maskPath, frame);
      if (wrong) note(image, wrong);
      return null;
    }
    const read = await readGroundTruth(image.maskPath, frame, image.imageId !== undefined);
    if (!isRefused(read)) return read;
    note(image, read);
    return null;
  }

  return {
    pixels,
    async count(image, frame, { map, height, width, pose }) {
      const truth = await truthOf(image, frame);
      if (image.defective && truth === null) return;
      const size = truth ?? frame;
      const area = insideOf(size.height, size.width);
      const inside = area && pose ? maskOverPicture(area, size, reversed(pose.motion)) : area;
      const mask = truth?.mask ?? null;
      if (mask && inside && !mask.some((value, pixel) => value !== 0 && inside[pixel] !== 0)) {
        notes.add('masksOutside', image.file);
      }
      const grid = { height: size.height, width: size.width, inside };
      pixels.add({ scores: map, height, width, mask, grid }, image.kind);
    },
  };
}

/** Returns the inspected pixels for a size of picture; null if all are. It caches the last size, since a set's pictures are alike. */
function insideAreas(area: InspectedArea): (height: number, width: number) => Uint8Array | null {
  if (isWhole(area)) return () => null;
  let last: { readonly height: number; readonly width: number; readonly inside: Uint8Array } | null = null;
  return (height, width) => {
    if (last?.height !== height || last.width !== width) {
      last = { height, width, inside: areaMask(area, height, width) };
    }
    return last.inside;
  };
}
