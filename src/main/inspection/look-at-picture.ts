import type { JudgedPart } from '../../shared/contract/part-result.ts';
import type { ThresholdsRecord } from '../../shared/contract/products.ts';
import type { Source } from '../../shared/domain/source-kinds.ts';
import type { Pixels } from '../images/likeness/measure-picture.ts';
import type { PictureMap } from '../images/likeness/usual-pictures.ts';
import type { LimitsWatch } from './limits-watch.ts';
import type { PictureWatch, Seen } from './picture-watch.ts';

export interface LookAtPictureParts {
  readonly source: Source;
  /** Whether each picture shows another part. */
  readonly showsParts: boolean;
  readonly pictures: PictureWatch;
  readonly limits: Pick<LimitsWatch, 'look'>;
  readonly inForce: () => ThresholdsRecord;
  /** Returns whether parts get no verdict while the pictures look unlike the training images. */
  readonly leavesUnlike: () => boolean;
  readonly onProblem: (error: unknown) => void;
}

/** The fields of a part that the comparison needs. */
type SeenPart = Pick<JudgedPart, 'capturedAt' | 'verdict'>;

/**
 * Compares pictures with the training images, independently of the verdicts.
 *
 * @returns a function that takes the pictures in order and returns whether the part must stay without a
 *   verdict because the pictures look unlike the training images. If this setting is on, the function throws
 *   when the comparison fails; otherwise it reports the failure as a problem.
 */
export function pictureLooker(parts: LookAtPictureParts) {
  const { source, showsParts, pictures, limits, inForce, onProblem } = parts;

  function compare(pixels: Pixels, map: PictureMap, seen: Seen): boolean {
    const leaves = parts.leavesUnlike();
    try {
      pictures.look(pixels, map, seen);
    } catch (error) {
      if (leaves) throw error;
      onProblem(error);
    }
    // Repetition alone does not withhold verdicts, because all parts may have the same defect.
    return leaves && (pictures.unlike?.differences.some(({ trait }) => trait !== 'repetition') ?? false);
  }

  return (pixels: Pixels, map: PictureMap, { capturedAt, verdict }: SeenPart): boolean => {
    const isRejectedPart = showsParts && verdict !== 'good';
    const leave = compare(pixels, map, { capturedAt, isRejectedPart });
    try {
      const unlike = pictures.unlike?.differences.map(({ trait }) => trait) ?? [];
      limits.look(inForce().id, { source, width: pixels.width, height: pixels.height, unlike });
    } catch (error) {
      onProblem(error);
    }
    return leave;
  };
}
