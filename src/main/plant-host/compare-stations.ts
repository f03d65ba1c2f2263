import type { ComparedProduct } from '../../shared/contract/plant-host.ts';
import { median } from '../../shared/domain/robust-deviation.ts';
import type { StationScores } from './log/board-repository.ts';

/** A station with fewer parts is not compared. */
const fewestParts = 30;
/** With fewer stations, it is impossible to tell which one is off. */
const fewestStations = 3;
/** Distance from which on a station counts as far off: as far as single scores of one station lie apart. */
const farDistance = 1;

/**
 * Compares the stations' scores for each product and model. A station's distance is that of its mean from the median of all means, in
 * standard deviations of single scores within a station (the median over the stations). A changed camera or light at one station moves
 * its scores away from the others'.
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
