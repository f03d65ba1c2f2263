import type { Evaluation, ScoredImage } from '../../../shared/contract/models.ts';
import { missesAt, type Miss } from '../../../shared/domain/misses.ts';
import { measuredParts } from '../../../shared/domain/region-profile.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import type { TestPicture } from '../pictures.ts';
import type { MissPicture, ShownMisses, WorstMisses } from './report-facts.ts';

/** Pictures of each kind of miss: enough to see what goes wrong. */
const mostShown = 12;

/**
 * The misses at the evaluation's limits. Their pictures are made one after the other, from the files as they are now; a
 * file that is gone leaves its place in words.
 *
 * @param pictureOf throws StationError when there is no picture to be had
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
    shown.push({ miss, picture: await pictureOrReason(miss, pictureOf) });
  }
  return { count: misses.length, shown };
}

async function pictureOrReason(
  image: ScoredImage,
  pictureOf: (image: ScoredImage) => Promise<TestPicture>,
): Promise<MissPicture> {
  try {
    return { kind: 'shown', ...(await pictureOf(image)) };
  } catch (error) {
    if (error instanceof StationError) return { kind: 'missing', reason: reasonOf(error) };
    throw error;
  }
}

/** Without the machine's paths, which the errors' own messages name. */
function reasonOf({ code }: StationError): string {
  switch (code) {
    case 'NOT_FOUND':
      return 'No picture: the file is no longer in the evaluated folder.';
    case 'NO_PERMISSION':
      return 'No picture: the file may no longer be opened.';
    case 'FORBIDDEN':
      return 'No picture: the file is a link that leads out of the evaluated folder.';
    case 'UNREADABLE_IMAGE':
      return 'No picture: the file can no longer be read.';
    case 'CORRUPT_MODEL':
      return 'No picture: the model is damaged.';
    default:
      return `No picture: the model could not be run (${code}).`;
  }
}
