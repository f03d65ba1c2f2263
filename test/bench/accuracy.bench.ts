import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { familySchema, presetSchema, presetsOf, type Preset } from '../../src/shared/domain/families.ts';
import { precisionSchema } from '../../src/shared/contract/training.ts';
import type { Precision } from '../../src/shared/domain/precision.ts';
import { hasStationData, needsStationData, stationData } from '../support/station-data.ts';
import { stationCommand } from './support/command.ts';
import { keepFigures, requireSameSets } from './support/keep-figures.ts';
import { markdownTable } from './support/markdown-table.ts';

/**
 * Trains and evaluates the real sets of STATION_DATA by the station's own commands, each product in a home of its own:
 * what a person gets. Prints a Markdown table on stderr, JSON on stdout.
 * Options: `--sets cookie,…` `--presets quick,…` (default: all sets, the presets that need no GPU), `--family memory` for all
 * of a family's presets, `--seed N`, `--epochs N` instead of a preset's own length, `--precisions float32,int8`: the first is trained in, the others have the very same students.
 * Other teachers:
 * STATION_TEACHERS. `--write` keeps what was found in resources/figures.json, and in the documents that quote it.
 */
const { values: options } = parseArgs({
  options: {
    sets: { type: 'string', default: 'cookie,composite_tape,magnetic_tile' },
    presets: { type: 'string', default: 'quick,compact,multi-scale,pyramid,joined,instant' },
    family: { type: 'string' },
    precisions: { type: 'string', default: 'float32' },
    seed: { type: 'string', default: '0' },
    epochs: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
if (!hasStationData) throw new Error(`The benchmark ${needsStationData}`);
const sets = options.sets.split(',');
const presets =
  options.family === undefined
    ? options.presets.split(',').map((name) => presetSchema.parse(name))
    : presetsOf(familySchema.parse(options.family));
const precisions = options.precisions.split(',').map((name) => precisionSchema.parse(name));

if (options.write && (options.epochs !== undefined || process.env['STATION_TEACHERS'] !== undefined)) {
  throw new Error(
    'Figures are those of the presets as they ship: --write goes with their own length and teachers',
  );
}
if (options.write) requireSameSets(presets, sets);

const trainingSchema = z.object({ seconds: z.number(), imported: z.number() });
const evaluationSchema = z.object({
  imageAuroc: z.number(),
  pixelAuroc: z.number(),
  auPro: z.number(),
  msPerImage: z.number(),
});
type Figures = Readonly<Record<'imageAuroc' | 'pixelAuroc' | 'auPro' | 'seconds' | 'msPerImage', number>>;
type Row = Figures & {
  readonly set: string;
  readonly preset: Preset;
  readonly precision: Precision;
  readonly images: number;
};

async function measure(set: string, preset: Preset): Promise<Row[]> {
  const home = await mkdtemp(join(tmpdir(), 'loupe-bench-'));
  try {
    const data = join(stationData, set);
    const images = join(data, 'train', 'good');
    const length = options.epochs === undefined ? [] : ['--epochs', options.epochs];
    const product = ['--name', set, '--preset', preset, '--seed', options.seed, ...length];
    const rows: Row[] = [];
    const own = presetsOf('patch').includes(preset) ? precisions : precisions.slice(0, 1);
    for (const [index, precision] of own.entries()) {
      const arithmetic = presetsOf('patch').includes(preset) ? ['--precision', precision] : [];
      const train = ['train', '--images', images, ...product, ...arithmetic];
      const kept = index === 0 ? [] : ['--extend'];
      const { seconds, imported } = await stationCommand(home, trainingSchema, [...train, ...kept]);
      const words = ['evaluate', '--product', set, '--data', data];
      const figures = await stationCommand(home, evaluationSchema, words);
      rows.push({ set, preset, precision, images: imported, seconds, ...figures });
    }
    return rows;
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

function mean(rows: readonly Figures[]): Figures {
  const of = (figure: keyof Figures): number => rows.reduce((sum, row) => sum + row[figure], 0) / rows.length;
  return {
    imageAuroc: of('imageAuroc'),
    pixelAuroc: of('pixelAuroc'),
    auPro: of('auPro'),
    seconds: of('seconds'),
    msPerImage: of('msPerImage'),
  };
}

const results: Row[] = [];
const found = new Map<Preset, Row[]>();
for (const preset of presets) {
  const rows: Row[] = [];
  for (const set of sets) {
    process.stderr.write(`${set}, ${preset} …\n`);
    const ofSet = await measure(set, preset);
    rows.push(...ofSet);
    // Each set takes minutes; what is known is not lost when a later one fails.
    process.stderr.write(`${ofSet.map((row) => JSON.stringify(row)).join('\n')}\n`);
  }
  results.push(...rows);
  found.set(
    preset,
    rows.filter(({ precision }) => precision === 'float32'),
  );
  if (sets.length === 1) continue;
  for (const precision of precisions) {
    const own = rows.filter((row) => row.precision === precision);
    if (own.length > 0) results.push({ set: 'mean', preset, precision, images: 0, ...mean(own) });
  }
}
const head = [
  'Set',
  'Preset',
  'Precision',
  'Image AUROC',
  'Pixel AUROC',
  'AU-PRO',
  'Training, s',
  'ms per frame',
];
const cells = results.map(
  ({ set, preset, precision, imageAuroc, pixelAuroc, auPro, seconds, msPerImage }) => [
    ...[set, preset, precision],
    ...[imageAuroc, pixelAuroc, auPro].map((value) => value.toFixed(3)),
    ...[seconds, msPerImage].map((value) => value.toFixed(0)),
  ],
);
process.stderr.write(`\n${markdownTable(head, cells)}`);
process.stdout.write(`${JSON.stringify({ benchmark: 'accuracy', seed: options.seed, results })}\n`);
if (options.write) keepFigures(found, Number(options.seed));
