import type { ComparedProduct } from '../../shared/contract/plant-host.ts';
import { median } from '../../shared/domain/robust-deviation.ts';
import type { StationScores } from './log/board-repository.ts';

/** Fewer parts say nothing of a station. */
const fewestParts = 30;
/** With fewer stations nobody can say which of them is off. */
const fewestStations = 3;
/** Means that lie as far apart as single scores of one station do. */
const farDistance = 1;

/**
 * The scores of each product and model, station by station: how far each station's mean lies from the median of all, in deviations of
 * a single score within a station (the median of the stations' own). A camera or a light that changes at one station moves its
 * scores against those of the others.
 */
export function compareStations(scores: readonly StationScores[]): ComparedProduct[] {
  const together = Map.groupBy(
    scores.filter(({ parts }) => parts >= fewestParts),
    ({ product, model }) => `${model} ${product}`,
  );
  return [...together.values()].flatMap((stations) => {
    const [first] = stations;
    if (first === undefined || stations.length < fewestStations) return [];
    const centre = median(stations.map(({ mean }) => mean));
    const spread = median(stations.map(({ deviation }) => deviation));
    return [
      {
        product: first.product,
        model: first.model,
        stations: stations.map(({ station, parts, mean }) => {
          const distance = spread > 0 ? (mean - centre) / spread : 0;
          return { station, parts, mean, distance, drifts: Math.abs(distance) >= farDistance };
        }),
      },
    ];
  });
}
