import { parseArgs } from 'node:util';
import { presetSchema } from '../../src/shared/domain/families.ts';
import { hasStationData, needsStationData } from '../support/station-data.ts';
import { accuracyRowSchema, type AccuracyRow } from './support/accuracy-rows.ts';
import { developmentSets } from './support/development-sets.ts';
import { keepFewImages } from './support/keep-figures.ts';
import { keptRows } from './support/kept-rows.ts';
import { markdownTable } from './support/markdown-table.ts';
import { measuredSet, tooFew } from './support/measured-set.ts';
import { limitNames } from './support/own-limits.ts';

/**
 * Measures the decisions of models at their own limits: trains and evaluates the real sets of STATION_DATA with the
 * station's own commands and counts escapes and false rejects at T1 and T2. It compares them with the escapes at the
 * best limit with as many false rejects; the difference is the loss by calibration. Prints a Markdown table on stderr,
 * JSON on stdout.
 * Options: `--sets cookie,…` (default: all), `--presets instant,…`, `--seeds 0,1`, `--images 5,10,30` of each set
 * instead of all, `--keep FILE`: stores the measured rows line by line, so that neither this benchmark nor `accuracy`
 * measures them again. `--write` with `--images` stores the cost of few images in resources/figures.json, for the sets
 * with every number; the window shows it.
 */
const { values: options } = parseArgs({
  options: {
    sets: { type: 'string' },
    presets: { type: 'string', default: 'instant,thorough' },
    seeds: { type: 'string', default: '0,1' },
    images: { type: 'string' },
    keep: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
if (!hasStationData) throw new Error(`The benchmark ${needsStationData}`);
const sets = options.sets?.split(',') ?? developmentSets();
const presets = options.presets.split(',').map((name) => presetSchema.parse(name));
const seeds = options.seeds.split(',').map(Number);
const sizes = options.images?.split(',').map(Number) ?? [null];

const kept = keptRows(options.keep, accuracyRowSchema);
const rows: AccuracyRow[] = [];
for (const preset of presets) {
  for (const set of sets) {
    for (const seed of seeds) {
      for (const chosen of sizes) {
        if (tooFew({ set, chosen })) continue;
        const before = kept.known.filter(
          (row) =>
            [row.set, row.preset, row.seed, row.chosen, row.precision].join() ===
            [set, preset, seed, chosen, 'float32'].join(),
        );
        const measured = { set, preset, seed, chosen, precisions: ['float32'] } as const;
        const found = before.length > 0 ? before : await measuredSet(measured);
        rows.push(...found);
        if (before.length > 0) continue;
        for (const row of found) kept.add(row);
        process.stderr.write(`${JSON.stringify(found)}\n`);
      }
    }
  }
}

if (options.write) keepFewImages(rows);

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const share = (
  counts: readonly AccuracyRow[],
  which: 'falseRejects' | 'escapes',
  limit: (typeof limitNames)[number],
) =>
  counts.reduce((sum, row) => sum + row[which][limit] / (which === 'escapes' ? row.defective : row.good), 0) /
  counts.length;

/** Returns a set's rows of all seeds as one line of the table. */
function line(name: string, measured: readonly AccuracyRow[]): string[] {
  const lost = limitNames.map((limit) => {
    const [own, least] = [sum(measured, 'escapes', limit), sum(measured, 'leastEscapes', limit)];
    return least === 0 ? (own === 0 ? '1.00' : '–') : (own / least).toFixed(2);
  });
  return [
    ...[name, measured[0]?.preset ?? '', String(measured[0]?.images ?? '')],
    ...limitNames.map((limit) => percent(share(measured, 'falseRejects', limit))),
    ...limitNames.map((limit) => percent(share(measured, 'escapes', limit))),
    ...lost,
  ];
}

function sum(
  measured: readonly AccuracyRow[],
  which: 'escapes' | 'leastEscapes',
  limit: (typeof limitNames)[number],
): number {
  return measured.reduce((total, row) => total + row[which][limit], 0);
}

const head = [
  ...['Set', 'Preset', 'Images', 'False rejects T1', 'False rejects T2', 'Escapes T1', 'Escapes T2'],
  ...['Escapes T1 / least', 'Escapes T2 / least'],
];
const lines = presets.flatMap((preset) =>
  sizes.flatMap((size) => {
    const measured = rows.filter((row) => row.preset === preset && row.chosen === size);
    const bySet = sets
      .map((set) => measured.filter((row) => row.set === set))
      .filter((own) => own.length > 0);
    const mean = line('mean of the sets', measured);
    if (size === null) mean[2] = '';
    return measured.length === 0 ? [] : [...bySet.map((own) => line(own[0]?.set ?? '', own)), mean];
  }),
);
process.stderr.write(`\n${markdownTable(head, lines)}`);
process.stdout.write(`${JSON.stringify({ benchmark: 'limits', seeds, rows })}\n`);
