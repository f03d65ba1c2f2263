import { countPixels, notANumber, type ScoredMap } from './scored-map.ts';

/**
 * Area under the receiver operating characteristic: the probability that a defective sample has a higher score
 * than a good one, ties counted half. Exact.
 *
 * @param scores one a sample, higher is more anomalous; infinities are allowed
 * @param labels true where the sample is defective
 * @returns 0..1, or null when only one class is there, for which it is undefined
 * @throws RangeError when a score is not a number or the lengths differ
 */
export function auroc(scores: Float32Array | readonly number[], labels: readonly boolean[]): number | null {
  if (scores.length !== labels.length) {
    throw new RangeError(`${scores.length} scores have ${labels.length} labels`);
  }
  const defectiveCount = labels.reduce((count, label) => count + Number(label), 0);
  const good = new Float64Array(scores.length - defectiveCount);
  const defective = new Float64Array(defectiveCount);
  let goods = 0;
  let defectives = 0;
  for (const [index, score] of scores.entries()) {
    if (Number.isNaN(score)) throw notANumber();
    if (labels[index]) defective[defectives++] = score;
    else good[goods++] = score;
  }
  return areaOf(good.sort(), defective.sort());
}

/**
 * AUROC over all pixels of all maps. Takes one copy of the scores (4 bytes a pixel).
 *
 * @returns 0..1, or null when there is no good or no defective pixel
 * @throws RangeError when a score is not a number or a map's sizes disagree
 */
export function pixelAuroc(maps: readonly ScoredMap[]): number | null {
  const counts = countPixels(maps);
  const good = new Float32Array(counts.good);
  const defective = new Float32Array(counts.defective);
  let goods = 0;
  let defectives = 0;
  for (const { scores, mask } of maps) {
    if (mask === null) {
      good.set(scores, goods);
      goods += scores.length;
      continue;
    }
    for (let pixel = 0; pixel < scores.length; pixel++) {
      const score = scores[pixel] ?? Number.NaN;
      if (mask[pixel] === 0) good[goods++] = score;
      else defective[defectives++] = score;
    }
  }
  return areaOf(good.sort(), defective.sort());
}

/**
 * The Mann–Whitney statistic divided by its maximum.
 *
 * @param good ascending
 * @param defective ascending
 */
function areaOf(good: Float32Array | Float64Array, defective: Float32Array | Float64Array): number | null {
  if (good.length === 0 || defective.length === 0) return null;
  // Typed arrays sort NaN to the end.
  if (Number.isNaN(good.at(-1)) || Number.isNaN(defective.at(-1))) throw notANumber();
  let below = 0;
  let upTo = 0;
  let wins = 0;
  for (const score of defective) {
    while (below < good.length && (good[below] ?? 0) < score) below++;
    upTo = Math.max(upTo, below);
    while (upTo < good.length && (good[upTo] ?? 0) <= score) upTo++;
    wins += (below + upTo) / 2;
  }
  return wins / good.length / defective.length;
}
