import { parseArgs } from 'node:util';
import { familySchema, presetSchema, presetsOf } from '../../src/shared/domain/families.ts';
import { precisionSchema } from '../../src/shared/contract/training.ts';
import { hasStationData, needsStationData } from '../support/station-data.ts';
import { accuracyRowSchema, accuracyTable, type AccuracyRow } from './support/accuracy-rows.ts';
import { developmentSets } from './support/development-sets.ts';
import { keepDevelopment, keepFigures, requireSameSets } from './support/keep-figures.ts';
import { keptRows } from './support/kept-rows.ts';
import { measuredSet } from './support/measured-set.ts';

/**
 * Trains and evaluates the real sets of STATION_DATA with the station's own commands, each product in a home of its
 * own, as a user would. Prints a Markdown table on stderr, JSON on stdout.
 * Options: `--sets cookie,…` (default: the quick three; `all`: every set) `--presets quick,…` (default: those that need
 * no GPU), `--family memory` for all of a family's presets, `--seeds 0,1`, `--epochs N` instead of a preset's own
 * length, `--precisions float32,int8`: trains in the first one and exports the same students in the others. `--keep
 * FILE`: stores the measured rows line by line, so that neither this benchmark nor `limits` measures them again.
 * Other teachers: STATION_TEACHERS. `--write` stores the results in resources/figures.json and in the documents that
 * quote it: with all sets the table of the development sets, otherwise the figures for recommending presets.
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

const kept = keptRows(options.keep, accuracyRowSchema);
const results: AccuracyRow[] = [];
for (const seed of seeds) {
  for (const set of sets) {
    for (const preset of presets) {
      const known = kept.known.filter(
        (row) => row.set === set && row.preset === preset && row.seed === seed && row.chosen === null,
      );
      process.stderr.write(`${set}, ${preset}, seed ${seed} …\n`);
      const measured = { set, preset, seed, chosen: null, epochs: options.epochs, precisions };
      const rows = known.length > 0 ? known : await measuredSet(measured);
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
