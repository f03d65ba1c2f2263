import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { isRefused, readGroundTruth } from '../../src/main/images/ground-truth.ts';
import { readMaskLevels } from '../../src/main/images/mask-levels.ts';
import { readTestFolder } from '../support/read-test-folder.ts';
import { defectSide } from '../../src/shared/domain/defect-side.ts';
import { presetSchema, type Preset } from '../../src/shared/domain/families.ts';
import type { FoundBySize } from '../../src/shared/domain/seen-defects.ts';
import { hasStationData, needsStationData, stationData } from '../support/station-data.ts';
import { stationCommand } from './support/command.ts';
import { keepSizes } from './support/keep-figures.ts';
import { keptRows } from './support/kept-rows.ts';
import { markdownTable } from './support/markdown-table.ts';
import { writeSheets } from './support/sheets.ts';

/**
 * Measures which defects presets find, by the size of the defects: trains and evaluates real sets of STATION_DATA with
 * the station's own commands. It combines pictures into sheets (`writeSheets`), which makes the same defects smaller. A
 * defect counts as found above the limit that rejects one of twenty good sheets, because sheets share pictures and the
 * models' own limits would therefore mean nothing. Prints a Markdown table on stderr, JSON on stdout.
 * Options: `--sets cookie,…` (default: those with masks and more than a few small defects), `--presets instant,…`,
 * `--tiles 2,4` pictures along a side of a sheet, `--seeds 0,1`, `--keep FILE`: stores the measured rows line by line
 * and does not measure them again. `--write` stores the results in resources/figures.json, for recommending presets.
 */
const { values: options } = parseArgs({
  options: {
    sets: { type: 'string', default: 'paper_grey,cookie,paper_yellow' },
    tiles: { type: 'string', default: '2,4' },
    presets: { type: 'string', default: 'instant,thorough,fine' },
    seeds: { type: 'string', default: '0' },
    keep: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
if (!hasStationData) throw new Error(`The benchmark ${needsStationData}`);
const sets = options.sets.split(',');
const sheets = options.tiles.split(',').map(Number);
const presets = options.presets.split(',').map((name) => presetSchema.parse(name));
const seeds = options.seeds.split(',').map(Number);
/** Lower bounds of the classes: sides of defects in pixels of a frame of 256 × 256. */
const classes = [0, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64];
const frame = 256;
/** Share of good sheets that the limit rejects. */
const falseRejects = 0.05;
/** Classes with fewer defects are omitted. */
const leastDefects = 5;

const rowSchema = z.object({
  set: z.string(),
  preset: presetSchema,
  seed: z.number(),
  /** Pictures along a side of a sheet. */
  tiles: z.number(),
  /** Scores of good sheets. */
  good: z.array(z.number()),
  /** Side of the defect as a share of the sheet's, and score, of each defective sheet. */
  defects: z.array(z.object({ side: z.number(), score: z.number() })),
});
type Row = z.infer<typeof rowSchema>;

async function sidesOf(data: string): Promise<ReadonlyMap<string, number>> {
  const sides = new Map<string, number>();
  for (const { file, maskPath } of await readTestFolder(data)) {
    if (maskPath === null) continue;
    const truth = await readGroundTruth(maskPath, await readMaskLevels(maskPath));
    const side = isRefused(truth) ? null : defectSide(truth.mask, truth.height, truth.width);
    if (side !== null) sides.set(file, side);
  }
  return sides;
}

async function measure(set: string, preset: Preset, seed: number, tiles: number): Promise<Row> {
  const home = await mkdtemp(join(tmpdir(), 'loupe-bench-'));
  try {
    const data = join(home, 'sheets');
    await writeSheets(join(stationData, set), data, tiles);
    const sides = await sidesOf(data);
    const words = ['--name', set, '--preset', preset, '--seed', String(seed)];
    await stationCommand(home, z.unknown(), [
      ...['train', '--images', join(data, 'train', 'good')],
      ...words,
    ]);
    const evaluated = await stationCommand(home, evaluatedSchema, [
      ...['evaluate', '--product', set, '--data', data],
    ]);
    const good = evaluated.scores.filter(({ defective }) => !defective).map(({ score }) => score);
    const defects = evaluated.scores.flatMap(({ file, score }) => {
      const side = sides.get(file);
      return side === undefined ? [] : [{ side, score }];
    });
    return { set, preset, seed, tiles, good, defects };
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

const evaluatedSchema = z.object({
  scores: z.array(z.object({ file: z.string(), defective: z.boolean(), score: z.number() })),
});
const kept = keptRows(options.keep, rowSchema);
const rows: Row[] = [];
for (const tiles of sheets) {
  for (const set of sets) {
    for (const preset of presets) {
      for (const seed of seeds) {
        const before = kept.known.find(
          (row) => row.set === set && row.preset === preset && row.seed === seed && row.tiles === tiles,
        );
        const row = before ?? (await measure(set, preset, seed, tiles));
        rows.push(row);
        if (before === undefined) kept.add(row);
        process.stderr.write(`${set} ${preset} ${seed}, ${tiles}: ${row.defects.length} defects\n`);
      }
    }
  }
}

/** Lists a preset's defective sheets, and whether each is found. */
function foundBy(preset: Preset): readonly { readonly side: number; readonly found: boolean }[] {
  return rows
    .filter((row) => row.preset === preset)
    .flatMap(({ good, defects }) => {
      const limit = good.toSorted((a, b) => b - a)[Math.floor(falseRejects * good.length)] ?? 0;
      return defects.map(({ side, score }) => ({ side, found: score > limit }));
    });
}

/** Counts the found defects of each class. */
function sizesOf(preset: Preset): readonly FoundBySize[] {
  return classes.flatMap((from, index) => {
    const below = classes[index + 1] ?? Number.POSITIVE_INFINITY;
    const own = foundBy(preset).filter(({ side }) => side * frame >= from && side * frame < below);
    if (own.length < leastDefects) return [];
    return [{ from: from / frame, defects: own.length, found: own.filter(({ found }) => found).length }];
  });
}

const sizes = new Map(presets.map((preset) => [preset, sizesOf(preset)]));
if (options.write) keepSizes(sizes, { sets, seeds, tiles: sheets });
const lines = [...sizes].flatMap(([preset, found]) =>
  found.map((one) => [
    ...[preset, `${one.from * frame}`, String(one.defects)],
    `${((100 * one.found) / one.defects).toFixed(0)} %`,
  ]),
);
process.stderr.write(`\n${markdownTable(['Preset', 'Side from, pixels of 256', 'Defects', 'Found'], lines)}`);
process.stdout.write(`${JSON.stringify({ benchmark: 'sizes', seeds, rows })}\n`);
