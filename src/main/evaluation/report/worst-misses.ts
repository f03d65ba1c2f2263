import type { Evaluation, ScoredImage } from '../../../shared/contract/models.ts';
import { missesAt, type Miss } from '../../../shared/domain/misses.ts';
import { measuredParts } from '../../../shared/domain/region-profile.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import type { TestPicture } from '../pictures.ts';
import type { MissPicture, ShownMisses, WorstMisses } from './report-facts.ts';

/** Number of misses of each kind that are shown. */
const mostShown = 12;

/**
 * Collects the misses at the evaluation's limits. Their pictures are made one after the other from the present files; a
 * missing file leaves its error's code.
 *
 * @param pictureOf throws StationError if the picture cannot be made
 */
export async function worstMisses(
  { result }: Evaluation,
  pictureOf: (image: ScoredImage) => Promise<TestPicture>,
): Promise<WorstMisses> {
  const misses = missesAt(measuredParts(result), result.thresholds);
  const group = (defective: boolean): Promise<ShownMisses> =>
    withPictures(
      misses.filter((miss) => miss.defective === defective),
      pictureOf,
    );
  return { defective: await group(true), good: await group(false) };
}

async function withPictures(
  misses: readonly Miss<ScoredImage>[],
  pictureOf: (image: ScoredImage) => Promise<TestPicture>,
): Promise<ShownMisses> {
  const shown: ShownMisses['shown'][number][] = [];
  for (const miss of misses.slice(0, mostShown)) {
    shown.push({ miss, picture: await pictureOrCode(miss, pictureOf) });
  }
  return { count: misses.length, shown };
}

async function pictureOrCode(
  image: ScoredImage,
  pictureOf: (image: ScoredImage) => Promise<TestPicture>,
): Promise<MissPicture> {
  try {
    return { kind: 'shown', ...(await pictureOf(image)) };
  } catch (error) {
    if (error instanceof StationError) return { kind: 'missing', code: error.code };
    throw error;
  }
}
