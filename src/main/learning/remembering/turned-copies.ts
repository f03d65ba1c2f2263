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

/** With fewer images, the parts' orientations are unknown. */
const fewestImages = 8;
/** Images that are turned for the test. */
const mostTried = 40;
/** Most images and copies in a memory: many images show every angle themselves, and copies take time. */
const mostRemembered = 300;
/**
 * Largest additional distance of turned images, in deviations of good images. Development sets lie below .2
 * or above .9.
 */
const sameWhenTurned = 0.5;
/** A score is the mean over this share of the highest distances. */
const topShare = 0.003;
/** Aspects closer to 1 than this count as square. */
const squareTolerance = 0.03;

export interface TurnedCopiesParts {
  readonly backbone: OnnxModel;
  readonly order: Pick<TrainingOrder, 'area' | 'seed'>;
  readonly signal: AbortSignal;
}

/**
 * Makes turned copies of good images if parts lie at any angle (decision 0144). They do if turned images are
 * as close to the memory of the others as unturned ones. Copies then show angles that no image shows. A
 * texture that looks the same from each side gains nothing.
 *
 * @param view memory of the unturned images
 * @returns copies to remember besides the images; none for textures, for parts that all lie one way, for an
 *   inspected area, which would not turn with them, and for too few or very many images
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

/** Returns whether turned images score like unturned ones. */
function lookAlike(asTheyAre: readonly number[], turned: readonly number[]): boolean {
  const mean = asTheyAre.reduce((sum, score) => sum + score, 0) / asTheyAre.length;
  const variance = asTheyAre.reduce((sum, score) => sum + (score - mean) ** 2, 0) / asTheyAre.length;
  return median(turned) - median(asTheyAre) < sameWhenTurned * Math.sqrt(variance);
}

/** Turns an image in ways that keep its shape: a square one to three sides, another one upside down. */
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
