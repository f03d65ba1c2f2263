import type { PlantFigures } from '../../shared/contract/plant-host.ts';
import { noOutcomes, outcomes, type OutcomeCounts } from '../../shared/domain/outcome.ts';
import { bucketsOf, midnightBefore, unitFor, type TimeSpan } from '../../shared/domain/time-buckets.ts';
import type { CountedParts, FiguresRepository } from './log/figures-repository.ts';

export interface FiguresSpan extends TimeSpan {
  readonly station?: number | undefined;
  readonly product?: string | undefined;
  /** The zone whose clock determines hours, days and weeks. */
  readonly timeZone: string;
}

/** Returns the span of the last days by a zone's clock, up to now; the current day counts as one of them. */
export function lastDays(days: number, now: number, timeZone: string): TimeSpan {
  return { from: midnightBefore(now, days - 1, timeZone), to: now + 1 };
}

/** Reads the parts of all stations: over time without gaps, by station and by product. */
export async function readFigures(
  log: FiguresRepository,
  asked: FiguresSpan,
  nameOf: (station: number) => string,
): Promise<PlantFigures> {
  const unit = unitFor(asked);
  const buckets = bucketsOf(asked, unit, asked.timeZone);
  const rows = await log.counts({ ...asked, starts: buckets.map(({ from }) => from) });
  const within = sumsBy(rows, ({ bucket }) => bucket);
  return {
    unit,
    buckets: (within.size === 0 ? [] : buckets).map((span, index) => ({
      ...span,
      parts: within.get(index) ?? noOutcomes,
      frames: noOutcomes,
      entries: 0,
    })),
    stations: [...sumsBy(rows, ({ station }) => station)].map(([station, counts]) => ({
      station,
      name: nameOf(station),
      counts,
    })),
    products: [...sumsBy(rows, ({ product }) => product)].map(([product, counts]) => ({ product, counts })),
  };
}

/** Sums counts by a key, in the order of the rows. Rows without the key belong to another grouping. */
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
