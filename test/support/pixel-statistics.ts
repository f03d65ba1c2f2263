import { PixelStatistics } from '../../src/main/networks/metrics/pixel-statistics.ts';
import type { ScoredMap } from '../../src/main/networks/metrics/scored-map.ts';

/** Counts the pixels of all maps together. */
export function statisticsOf(maps: readonly ScoredMap[]): PixelStatistics {
  const statistics = new PixelStatistics();
  for (const map of maps) statistics.add(map, 'defect');
  return statistics;
}
