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
  /** The limits in force now. */
  readonly inForce: () => ThresholdsRecord;
  /** Whether parts have no verdict while the pictures look unlike the training images. */
  readonly leavesUnlike: () => boolean;
  readonly onProblem: (error: unknown) => void;
}

/** What counts of a part beside its picture. */
type SeenPart = Pick<JudgedPart, 'capturedAt' | 'verdict'>;

/**
 * Looks at pictures as such, beside the verdicts.
 *
 * @returns a function that takes the pictures in their order, and says whether the part is to stay without a verdict because
 *   the pictures look unlike the training images. It throws where parts may stay without a verdict and the comparison
 *   fails; where all have one, the failure is told as a problem.
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
    // Parts that are rejected alike may all have the same defect: they keep their verdict.
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
