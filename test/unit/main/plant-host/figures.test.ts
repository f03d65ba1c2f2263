import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { lastDays, readFigures } from '../../../../src/main/plant-host/figures.ts';
import { openPlantLog } from '../../../../src/main/plant-host/log/open-log.ts';
import { plantPaths } from '../../../../src/main/station/plant-paths.ts';
import { seenIn } from '../../../../src/shared/domain/bucket-sums.ts';
import { arrivedIn } from '../../../../src/shared/domain/outcome.ts';
import { partOf } from '../../../support/plant/messages.ts';
import { postgresqlMissing, startPostgresql } from '../../../support/plant/postgresql.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

// Making a database takes long on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

const kinds = [
  { kind: 'embedded', missing: '', address: () => Promise.resolve(null) },
  { kind: 'in PostgreSQL', missing: postgresqlMissing, address: startPostgresql },
];
const filters: readonly { readonly station?: number; readonly product?: string }[] = [
  ...[{}, { station: 2 }, { product: 'Nut' }, { station: 3, product: 'Bolt' }],
];
const hour = 3_600_000;
/** Within the four days from here, Berlin's clock goes back. */
const midnight = Date.UTC(2026, 9, 23);
/** Some zones differ from UTC by half an hour or three quarters. */
const zones = ['UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'America/St_Johns'] as const;
/** Hours from midnight on: whole days, parts of one, across one or two midnights, beyond all parts. */
const spans: readonly (readonly [number, number])[] = [
  ...([
    [0, 96],
    [5, 6],
    [20, 30],
    [24, 48],
    [7, 90],
    [23, 72],
    [200, 300],
  ] as const),
];
/** A part every 50 minutes over four days, at three stations. */
const parts = Array.from({ length: 115 }, (_, index) => ({
  ...partOf(1 + (index % 3), index + 1),
  capturedAt: midnight + index * 50 * 60_000,
  product: { id: crypto.randomUUID(), name: index % 4 === 0 ? 'Nut' : 'Bolt' },
}));

describe.each(kinds)('figures of a log $kind', ({ missing, address }) => {
  test.skipIf(missing !== '')(
    'are those of the parts of the span, however it lies to whole days',
    async () => {
      const log = await openPlantLog(
        { database: await address() },
        plantPaths(join(temporaryFolder(), 'home')),
      );
      onTestFinished(() => log.close());
      for (let again = 0; again < 2; again++) {
        const arrived = parts.map((part, sequence) => ({ ...part, stream: 'LOUPE_PARTS', sequence }));
        await log.ingest.add({ parts: arrived, entries: [], decisions: [], refused: [] });
      }
      for (const [first, end] of spans) {
        const span = { from: midnight + first * hour, to: midnight + end * hour };
        for (const filter of filters) {
          const fitting = parts.filter(
            (part) =>
              part.capturedAt >= span.from &&
              part.capturedAt < span.to &&
              (filter.station === undefined || part.station === filter.station) &&
              (filter.product === undefined || part.product.name === filter.product),
          );
          const figures = await readFigures(log.figures, { ...span, ...filter, timeZone: 'UTC' }, String);
          const sums = {
            overTime: arrivedIn(seenIn(figures.buckets).parts),
            stations: new Map(figures.stations.map(({ station, counts }) => [station, arrivedIn(counts)])),
            products: new Map(figures.products.map(({ product, counts }) => [product, arrivedIn(counts)])),
          };
          const countBy = <Key>(keyOf: (part: (typeof parts)[number]) => Key) =>
            new Map([...Map.groupBy(fitting, keyOf)].map(([key, of]) => [key, of.length]));
          expect(sums, JSON.stringify({ first, end, filter })).toEqual({
            overTime: fitting.length,
            stations: countBy(({ station }) => station),
            products: countBy(({ product }) => product.name),
          });
        }
      }

      for (const timeZone of zones) {
        const span = lastDays(4, midnight + 96 * hour - 1, timeZone);
        const { buckets } = await readFigures(log.figures, { ...span, timeZone }, String);
        const within = ({ from, to }: { from: number; to: number }) =>
          parts.filter(({ capturedAt }) => capturedAt >= from && capturedAt < to).length;
        expect(
          buckets.map((bucket) => arrivedIn(bucket.parts)),
          timeZone,
        ).toEqual(buckets.map(within));
        const hours = buckets.map(({ from, to }) => (to - from) / hour);
        expect(hours).toEqual(timeZone === 'Europe/Berlin' ? [24, 25, 24, 24] : [24, 24, 24, 24]);
      }
    },
  );
});
