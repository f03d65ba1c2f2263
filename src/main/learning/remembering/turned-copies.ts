import type { OnnxModel } from '../../networks/onnx/onnx-schema.ts';
import { seededRandom } from '../../networks/random.ts';
import { distanceGraph } from '../../networks/remembering/view-graphs.ts';
import { median } from '../../../shared/domain/robust-deviation.ts';
import { isWhole } from '../../../shared/domain/region.ts';
import { permutation } from '../image-order.ts';
import { runOver } from '../run-graph.ts';
import type { TrainingImage } from '../training-image.ts';
import type { TrainingOrder } from '../training-order.ts';
import { leaveAlikeOut, type LeaveOutView } from './leave-alike-out.ts';
import { showAPart } from './shows-a-part.ts';

/** With fewer images nothing is known of how parts lie. */
const fewestImages = 8;
/** Images that are turned to find out. */
const mostTried = 40;
/** Images and copies that are remembered at most: enough images show every angle themselves, and copies take time. */
const mostRemembered = 300;
/** How much farther, in deviations of good images, turned ones may lie than as they are. Development sets lie below .2 or above .9. */
const sameWhenTurned = 0.5;
/** A score is the mean over this share of the distances, the highest ones. */
const topShare = 0.003;
/** Aspects that differ by less from 1 are a square's. */
const squareTolerance = 0.03;

export interface TurnedCopiesParts {
  readonly backbone: OnnxModel;
  readonly order: Pick<TrainingOrder, 'area' | 'seed'>;
  readonly signal: AbortSignal;
}

/**
 * Turned copies of good images, where parts lie at any angle (decision 0144). Good images say so: turned, they are as near to the memory
 * of the others as they are unturned. Copies then show the angles at which no image shows a part. A texture, which looks the same from
 * each side as well, gains nothing by them.
 *
 * @param view what is remembered of the images unturned
 * @returns copies to remember with the images; none of textures, where parts lie one way, where an area is inspected that would not turn with them,
 *   and with too few or very many images
 * @throws StationError CANCELLED, UNREADABLE_IMAGE
 */
export async function turnedCopies(
  { backbone, order, signal }: TurnedCopiesParts,
  view: LeaveOutView,
  images: readonly TrainingImage[],
): Promise<readonly TrainingImage[]> {
  const room = mostRemembered - images.length;
  if (images.length < fewestImages || room <= 0 || !isWhole(order.area)) return [];
  const drawn = permutation(images.length, seededRandom(order.seed, 12));
  const tried = drawn.slice(0, mostTried).flatMap((index) => images.slice(index, index + 1));
  if (!(await showAPart(tried, signal))) return [];
  const scores = async (judged: readonly TrainingImage[]): Promise<number[]> => {
    const found: number[] = [];
    const inputs = leaveAlikeOut({ likest: () => [] }, images.length);
    await runOver(
      distanceGraph(backbone, view),
      judged,
      signal,
      (outputs) => found.push(topMean(outputs('regression_error'))),
      (image) => inputs([view], image),
    );
    return found;
  };
  const asTheyAre = await scores(tried);
  const turned = await scores(tried.flatMap((image) => copiesOf(image).slice(0, 1)));
  if (!lookAlike(asTheyAre, turned)) return [];
  return drawn.flatMap((index) => images.slice(index, index + 1).flatMap(copiesOf)).slice(0, room);
}

/** Whether turned images score as those that are not turned do. */
export function lookAlike(asTheyAre: readonly number[], turned: readonly number[]): boolean {
  const mean = asTheyAre.reduce((sum, score) => sum + score, 0) / asTheyAre.length;
  const variance = asTheyAre.reduce((sum, score) => sum + (score - mean) ** 2, 0) / asTheyAre.length;
  return median(turned) - median(asTheyAre) < sameWhenTurned * Math.sqrt(variance);
}

/** An image turned so that its shape stays: a square one to three sides, another one upside down. */
function copiesOf(image: TrainingImage): TrainingImage[] {
  const square = Math.abs(image.width / image.height - 1) < squareTolerance;
  return (square ? ([1, 2, 3] as const) : ([2] as const)).map((turn) => ({ ...image, turn }));
}

function topMean(distances: Float32Array): number {
  const highest = distances
    .toSorted((a, b) => b - a)
    .subarray(0, Math.max(1, Math.round(topShare * distances.length)));
  return highest.reduce((sum, value) => sum + value, 0) / highest.length;
}
