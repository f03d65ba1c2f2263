import { readdirSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { presetSchema, type Preset } from '../../src/shared/domain/families.ts';
import { permutation } from '../../src/main/learning/image-order.ts';
import { seededRandom } from '../../src/main/networks/random.ts';
import { hasStationData, needsStationData, stationData } from '../support/station-data.ts';
import { stationCommand } from './support/command.ts';
import { developmentSets, trainingImages } from './support/development-sets.ts';
import { keptRows } from './support/kept-rows.ts';
import { markdownTable } from './support/markdown-table.ts';
import {
  atLimitsSchema,
  atOwnLimits,
  decisionsSchema,
  limitNames,
  ownLimitsSchema,
} from './support/own-limits.ts';

/**
 * What models decide at their own limits: trains and evaluates the real sets of STATION_DATA by the station's own commands and counts
 * escapes and false rejects at T1 and T2. Beside them stands what the best limit with as many false rejects would let pass: the
 * difference is what calibration loses against the map itself. Prints a Markdown table on stderr, JSON on stdout.
 * Options: `--sets cookie,…` (default: all), `--presets instant,…`, `--seeds 0,1`, `--images 5,10,30` of each set instead of all,
 * `--keep FILE`: what was measured is kept there, line by line, and not measured again.
 */
const { values: options } = parseArgs({
  options: {
    sets: { type: 'string' },
    presets: { type: 'string', default: 'instant,thorough' },
    seeds: { type: 'string', default: '0,1' },
    images: { type: 'string' },
    keep: { type: 'string' },
  },
});
if (!hasStationData) throw new Error(`The benchmark ${needsStationData}`);
const sets = options.sets?.split(',') ?? developmentSets();
const presets = options.presets.split(',').map((name) => presetSchema.parse(name));
const seeds = options.seeds.split(',').map(Number);
const sizes = options.images?.split(',').map(Number) ?? [null];

const rowSchema = ownLimitsSchema.extend({
  set: z.string(),
  preset: presetSchema,
  seed: z.number(),
  /** Good images that were trained with. */
  images: z.number(),
  /** Escapes of the best limit with as many false rejects. */
  leastEscapes: atLimitsSchema,
});
type Row = z.infer<typeof rowSchema>;

async function measure(set: string, preset: Preset, seed: number, size: number | null): Promise<Row | null> {
  const data = join(stationData, set);
  const images = join(data, 'train', 'good');
  const names = readdirSync(images).toSorted();
  if (size !== null && size >= names.length) return null;
  const home = await mkdtemp(join(tmpdir(), 'loupe-bench-'));
  try {
    const folder =
      size === null ? images : await copied(images, chosen(names, size, seed), join(home, 'chosen'));
    const words = ['--name', set, '--preset', preset, '--seed', String(seed)];
    await stationCommand(home, z.unknown(), ['train', '--images', folder, ...words]);
    const decided = await stationCommand(home, decisionsSchema, [
      ...['evaluate', '--product', set, '--data', data],
    ]);
    const { scores } = decided;
    const own = atOwnLimits(decided);
    const good = scores.filter(({ defective }) => !defective).map(({ score }) => score);
    const bad = scores.filter(({ defective }) => defective).map(({ score }) => score);
    return {
      ...{ set, preset, seed, images: size ?? names.length },
      ...own,
      leastEscapes: {
        review: leastEscapes(good, bad, own.falseRejects.review),
        defect: leastEscapes(good, bad, own.falseRejects.defect),
      },
    };
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

function chosen(names: readonly string[], size: number, seed: number): string[] {
  return permutation(names.length, seededRandom(seed, 9))
    .slice(0, size)
    .flatMap((index) => names.slice(index, index + 1));
}

async function copied(from: string, names: readonly string[], to: string): Promise<string> {
  await mkdir(to);
  for (const name of names) await copyFile(join(from, name), join(to, name));
  return to;
}

/** Defective parts that pass at the lowest limit that rejects at most so many good ones. */
function leastEscapes(good: readonly number[], bad: readonly number[], falseRejects: number): number {
  const highestPassing = good.toSorted((a, b) => b - a)[falseRejects] ?? Number.NEGATIVE_INFINITY;
  return bad.filter((score) => score <= highestPassing).length;
}

const kept = keptRows(options.keep, rowSchema);
const rows: Row[] = [];
for (const preset of presets) {
  for (const set of sets) {
    for (const seed of seeds) {
      for (const size of sizes) {
        const same = (row: Row): boolean =>
          row.preset === preset &&
          row.set === set &&
          row.seed === seed &&
          (size === null ? row.images === trainingImages(set) : row.images === size);
        const before = kept.known.find(same);
        const row = before ?? (await measure(set, preset, seed, size));
        if (row === null) continue;
        rows.push(row);
        if (before === undefined) kept.add(row);
        process.stderr.write(`${JSON.stringify(row)}\n`);
      }
    }
  }
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const share = (
  counts: readonly Row[],
  which: 'falseRejects' | 'escapes',
  limit: (typeof limitNames)[number],
) =>
  counts.reduce((sum, row) => sum + row[which][limit] / (which === 'escapes' ? row.defective : row.good), 0) /
  counts.length;

/** A set's rows of all seeds as one line of the table. */
function line(name: string, of: readonly Row[]): string[] {
  const lost = limitNames.map((limit) => {
    const [own, least] = [sum(of, 'escapes', limit), sum(of, 'leastEscapes', limit)];
    return least === 0 ? (own === 0 ? '1.00' : '–') : (own / least).toFixed(2);
  });
  return [
    ...[name, of[0]?.preset ?? '', String(of[0]?.images ?? '')],
    ...limitNames.map((limit) => percent(share(of, 'falseRejects', limit))),
    ...limitNames.map((limit) => percent(share(of, 'escapes', limit))),
    ...lost,
  ];
}

function sum(
  of: readonly Row[],
  which: 'escapes' | 'leastEscapes',
  limit: (typeof limitNames)[number],
): number {
  return of.reduce((total, row) => total + row[which][limit], 0);
}

const head = [
  ...['Set', 'Preset', 'Images', 'False rejects T1', 'False rejects T2', 'Escapes T1', 'Escapes T2'],
  ...['Escapes T1 / least', 'Escapes T2 / least'],
];
const lines = presets.flatMap((preset) =>
  sizes.flatMap((size) => {
    const measured = rows.filter(
      (row) =>
        row.preset === preset &&
        (size === null ? row.images === trainingImages(row.set) : row.images === size),
    );
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
