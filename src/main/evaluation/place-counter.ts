import type { MarkedPlaces } from '../../shared/contract/models.ts';
import type { InferenceResult } from '../inference/inference-process.ts';

/** Most places along a side: enough to see where on the part, and few enough to be kept with each evaluation. */
const mostPlaces = 32;

type AnomalyMap = Pick<InferenceResult, 'map' | 'height' | 'width'>;

/**
 * Counts where on the part maps reach the pixel threshold: a place counts once an image, however much of it does. Maps of another shape
 * than the first are counted at the same relative places.
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

    /** Null before the first image. */
    counted: (): MarkedPlaces | null => marked,
  };
}

/** The places, row-major, in which at least one position of the map reaches the threshold. */
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
