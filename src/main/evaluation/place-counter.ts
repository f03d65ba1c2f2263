import type { MarkedPlaces } from '../../shared/contract/models.ts';
import type { InferenceResult } from '../inference/inference-process.ts';

/** Most places along a side: enough to show where on the part, and few enough to be stored with each evaluation. */
const mostPlaces = 32;

type AnomalyMap = Pick<InferenceResult, 'map' | 'height' | 'width'>;

/**
 * Counts the places where maps reach the pixel threshold; each place counts at most once for each image. Maps of another shape than the
 * first one are counted at the same relative places.
 */
export function createPlaceCounter(pixelThreshold: number) {
  let marked: MarkedPlaces | null = null;

  function emptyPlaces({ height, width }: AnomalyMap): MarkedPlaces {
    const shrink = Math.max(1, height / mostPlaces, width / mostPlaces);
    const size = { height: Math.ceil(height / shrink), width: Math.ceil(width / shrink) };
    const none = (): number[] => new Array<number>(size.height * size.width).fill(0);
    return { ...size, good: none(), defective: none() };
  }

  return {
    count(map: AnomalyMap, defective: boolean): void {
      marked ??= emptyPlaces(map);
      const counts = defective ? marked.defective : marked.good;
      for (const place of reachedPlaces(map, pixelThreshold, marked)) {
        counts[place] = (counts[place] ?? 0) + 1;
      }
    },

    /** The counts so far; null before the first image. */
    counted: (): MarkedPlaces | null => marked,
  };
}

/** Returns the places, row-major, in which at least one position of the map reaches the threshold. */
function reachedPlaces(
  { map, height, width }: AnomalyMap,
  threshold: number,
  places: Pick<MarkedPlaces, 'height' | 'width'>,
): Set<number> {
  const reached = new Set<number>();
  for (let y = 0; y < height; y++) {
    const row = Math.floor((y * places.height) / height) * places.width;
    for (let x = 0; x < width; x++) {
      if ((map[y * width + x] ?? 0) < threshold) continue;
      reached.add(row + Math.floor((x * places.width) / width));
    }
  }
  return reached;
}
