import type { PlantFigures, PlantFiguresRequest } from '../../shared/contract/plant-host.ts';
import { added } from '../../shared/domain/bucket-sums.ts';
import { noOutcomes, outcomes, type OutcomeCounts } from '../../shared/domain/outcome.ts';
import { bucketsOf, unitFor } from '../../shared/domain/time-buckets.ts';
import type { CountedParts, FiguresRepository } from './log/figures-repository.ts';

const hourMs = 3_600_000;

/** The parts of all stations: over time without gaps, by station and by product. */
export async function readFigures(
  log: FiguresRepository,
  asked: PlantFiguresRequest,
  nameOf: (station: number) => string,
): Promise<PlantFigures> {
  const rows = await log.counts(asked);
  const hours = sumsBy(rows, ({ hour }) => hour);
  const unit = unitFor(asked);
  const buckets = hours.size === 0 ? [] : bucketsOf(asked, unit, asked.timeZone);
  const within = Map.groupBy(hours, ([hour]) => buckets.findLastIndex(({ from }) => from <= hour * hourMs));
  return {
    unit,
    buckets: buckets.map((span, index) => ({
      ...span,
      parts: (within.get(index) ?? []).reduce((sum, [, counts]) => added(sum, counts), noOutcomes),
      ...{ frames: noOutcomes, entries: 0 },
    })),
    stations: [...sumsBy(rows, ({ station }) => station)].map(([station, counts]) => ({
      ...{ station, name: nameOf(station), counts },
    })),
    products: [...sumsBy(rows, ({ product }) => product)].map(([product, counts]) => ({ product, counts })),
  };
}

/** Counts by a key, in the order of the rows; rows without it are another grouping's. */
function sumsBy<Key>(
  rows: readonly CountedParts[],
  keyOf: (row: CountedParts) => Key | null,
): Map<Key, OutcomeCounts> {
  const sums = new Map<Key, OutcomeCounts>();
  for (const row of rows) {
    const [key, outcome] = [keyOf(row), outcomes[row.verdict]];
    if (key === null || outcome === undefined) continue;
    sums.set(key, { ...(sums.get(key) ?? noOutcomes), [outcome]: row.parts });
  }
  return sums;
}
