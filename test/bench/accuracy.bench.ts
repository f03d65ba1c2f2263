import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { familySchema, presetSchema, presetsOf, type Preset } from '../../src/shared/domain/families.ts';
import { precisionSchema } from '../../src/shared/contract/training.ts';
import { hasStationData, needsStationData, stationData } from '../support/station-data.ts';
import { accuracyRowSchema, accuracyTable, type AccuracyRow } from './support/accuracy-rows.ts';
import { stationCommand } from './support/command.ts';
import { developmentSets } from './support/development-sets.ts';
import { keepDevelopment, keepFigures, requireSameSets } from './support/keep-figures.ts';
import { keptRows } from './support/kept-rows.ts';
import { atOwnLimits, decisionsSchema } from './support/own-limits.ts';

/**
 * Trains and evaluates the real sets of STATION_DATA by the station's own commands, each product in a home of its own:
 * what a person gets. Prints a Markdown table on stderr, JSON on stdout.
 * Options: `--sets cookie,…` (default: the quick three; `all`: every set) `--presets quick,…` (default: those that need no GPU), `--family memory`
 * for all of a family's presets, `--seeds 0,1`, `--epochs N` instead of a preset's own length, `--precisions float32,int8`: the first is
 * trained in, the others have the very same students. `--keep FILE`: what was measured is kept there, line by line, and not measured again.
 * Other teachers: STATION_TEACHERS. `--write` keeps what was found in resources/figures.json, and in the documents that quote it: of all sets
 * the table of the development sets, of others the figures by which presets are recommended.
 */
const quickThree = 'cookie,composite_tape,magnetic_tile';
const { values: options } = parseArgs({
  options: {
    sets: { type: 'string', default: quickThree },
    presets: { type: 'string', default: 'quick,compact,multi-scale,pyramid,joined,instant' },
    family: { type: 'string' },
    precisions: { type: 'string', default: 'float32' },
    seeds: { type: 'string', default: '0' },
    epochs: { type: 'string' },
    keep: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
if (!hasStationData) throw new Error(`The benchmark ${needsStationData}`);
const ofAllSets = options.sets === 'all';
const sets = ofAllSets ? developmentSets() : options.sets.split(',');
const presets =
  options.family === undefined
    ? options.presets.split(',').map((name) => presetSchema.parse(name))
    : presetsOf(familySchema.parse(options.family));
const precisions = options.precisions.split(',').map((name) => precisionSchema.parse(name));
const seeds = options.seeds.split(',').map(Number);

if (options.write && (options.epochs !== undefined || process.env['STATION_TEACHERS'] !== undefined)) {
  throw new Error(
    'Figures are those of the presets as they ship: --write goes with their own length and teachers',
  );
}
if (options.write && !ofAllSets) {
  requireSameSets(presets, sets);
  if (seeds.length > 1) throw new Error('Presets are recommended by the figures of one seed');
}

const trainingSchema = z.object({ seconds: z.number(), imported: z.number() });
const evaluationSchema = decisionsSchema.extend({
  imageAuroc: z.number().nullable(),
  pixelAuroc: z.number().nullable(),
  auPro: z.number().nullable(),
  msPerImage: z.number(),
});

async function measure(set: string, preset: Preset, seed: number): Promise<AccuracyRow[]> {
  const home = await mkdtemp(join(tmpdir(), 'loupe-bench-'));
  let memory = 0;
  const seen = (bytes: number): void => void (memory = Math.max(memory, bytes));
  try {
    const data = join(stationData, set);
    const images = join(data, 'train', 'good');
    const length = options.epochs === undefined ? [] : ['--epochs', options.epochs];
    const product = ['--name', set, '--preset', preset, '--seed', String(seed), ...length];
    const rows: AccuracyRow[] = [];
    const own = presetsOf('patch').includes(preset) ? precisions : precisions.slice(0, 1);
    for (const [index, precision] of own.entries()) {
      const arithmetic = presetsOf('patch').includes(preset) ? ['--precision', precision] : [];
      const train = ['train', '--images', images, ...product, ...arithmetic];
      const kept = index === 0 ? [] : ['--extend'];
      const { seconds, imported } = await stationCommand(home, trainingSchema, [...train, ...kept], seen);
      const words = ['evaluate', '--product', set, '--data', data];
      const evaluation = await stationCommand(home, evaluationSchema, words);
      const { imageAuroc, pixelAuroc, auPro, msPerImage } = evaluation;
      rows.push({
        ...{ set, preset, precision, seed, images: imported, seconds, megabytes: Math.round(memory / 1e6) },
        ...{ imageAuroc, pixelAuroc, auPro, msPerImage },
        ...atOwnLimits(evaluation),
      });
    }
    return rows;
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

const kept = keptRows(options.keep, accuracyRowSchema);
const results: AccuracyRow[] = [];
for (const seed of seeds) {
  for (const set of sets) {
    for (const preset of presets) {
      const known = kept.known.filter((row) => row.set === set && row.preset === preset && row.seed === seed);
      process.stderr.write(`${set}, ${preset}, seed ${seed} …\n`);
      const rows = known.length > 0 ? known : await measure(set, preset, seed);
      if (known.length === 0) for (const row of rows) kept.add(row);
      process.stderr.write(`${rows.map((row) => JSON.stringify(row)).join('\n')}\n`);
      results.push(...rows);
    }
  }
}
process.stderr.write(`\n${accuracyTable(presets, results)}`);
process.stdout.write(`${JSON.stringify({ benchmark: 'accuracy', seeds, results })}\n`);
if (options.write) {
  if (ofAllSets) keepDevelopment(results);
  else keepFigures(results, seeds[0] ?? 0);
}
