import { copyFile, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readTestFolder } from '../support/read-test-folder.ts';
import { permutation } from '../../src/main/learning/image-order.ts';
import { seededRandom } from '../../src/main/networks/random.ts';
import { presetSchema, type Preset } from '../../src/shared/domain/families.ts';
import { hasStationData, needsStationData, stationData } from '../support/station-data.ts';
import { stationCommand } from './support/command.ts';
import { keptRows } from './support/kept-rows.ts';
import { markdownTable } from './support/markdown-table.ts';
import { atLimitsSchema, atOwnLimits, decisionsSchema } from './support/own-limits.ts';

/**
 * Measures the cost of defective parts among the good images, and whether the station shows them: trains real sets of
 * STATION_DATA clean, with smuggled-in defective images, and without those that the station found, with the station's
 * own commands. Found images are those that the image check or the five worst scores of the training show; a simulated
 * user removes them and trains again, until nothing new is shown. All models are evaluated on the test images that were
 * not smuggled in. Prints a Markdown table on stderr, JSON on stdout.
 * Options: `--sets cookie,…`, `--shares 0.05,0.1` of the training images, `--presets instant,…`, `--seeds 0,1`, `--keep
 * FILE`: stores the measured rows line by line and does not measure them again.
 */
const { values: options } = parseArgs({
  options: {
    sets: { type: 'string', default: 'cookie,composite_tape,mvtec_metal_nut' },
    shares: { type: 'string', default: '0.05,0.1' },
    presets: { type: 'string', default: 'instant' },
    seeds: { type: 'string', default: '0' },
    keep: { type: 'string' },
  },
});
if (!hasStationData) throw new Error(`The benchmark ${needsStationData}`);
/** Most rounds of removing shown images and training again. */
const mostRounds = 3;
/** Prefix of the names of smuggled images. */
const prefix = 'smuggled-';

const meritSchema = z.object({
  imageAuroc: z.number().nullable(),
  falseRejects: atLimitsSchema,
  escapes: atLimitsSchema,
});
const rowSchema = z.object({
  set: z.string(),
  preset: presetSchema,
  seed: z.number(),
  share: z.number(),
  training: z.number(),
  smuggled: z.number(),
  found: z.number(),
  /** Good images that the station also showed. */
  shownGood: z.number(),
  good: z.number(),
  defective: z.number(),
  clean: meritSchema,
  dirty: meritSchema,
  leftOut: meritSchema,
});
type Row = z.infer<typeof rowSchema>;

const evaluatedSchema = decisionsSchema.extend({ imageAuroc: z.number().nullable() });
const checkSchema = z.object({ outliers: z.array(z.object({ name: z.string() })) });
const scoresSchema = z.object({ images: z.array(z.object({ name: z.string() })) });

async function measure(set: string, preset: Preset, seed: number, share: number): Promise<Row> {
  const work = await mkdtemp(join(tmpdir(), 'loupe-bench-'));
  try {
    const source = join(stationData, set);
    const good = join(source, 'train', 'good');
    const count = readdirSync(good).length;
    const [test, training] = [join(work, 'data'), join(work, 'training')];
    await cp(source, test, { recursive: true, filter: (path) => path !== join(source, 'train') });
    await cp(good, training, { recursive: true });
    const defects = (await readTestFolder(test)).filter(({ defective }) => defective);
    const smuggled = permutation(defects.length, seededRandom(seed, 11))
      .slice(0, Math.max(1, Math.round(share * count)))
      .flatMap((index) => defects.slice(index, index + 1));
    for (const [index, { path }] of smuggled.entries()) {
      await copyFile(path, join(training, `${prefix}${index}${extname(path)}`));
      await rm(path);
    }
    const clean = await trained(work, 'clean', good, test, preset, seed);
    const dirty = await trained(work, 'dirty', training, test, preset, seed);
    const shown = new Set<string>();
    let last = dirty;
    for (let round = 0; round < mostRounds; round++) {
      const newly = (await shownBy(last.home)).filter((name) => !shown.has(name));
      for (const name of newly) shown.add(name);
      const wrong = newly.filter((name) => name.startsWith(prefix));
      if (wrong.length === 0) break;
      for (const name of wrong) await rm(join(training, name));
      last = await trained(work, `without-${round}`, training, test, preset, seed);
    }
    const found = [...shown].filter((name) => name.startsWith(prefix)).length;
    return {
      set,
      preset,
      seed,
      share,
      training: count,
      smuggled: smuggled.length,
      found,
      shownGood: shown.size - found,
      good: clean.good,
      defective: clean.defective,
      clean: clean.merit,
      dirty: dirty.merit,
      leftOut: last.merit,
    };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function trained(
  work: string,
  name: string,
  training: string,
  test: string,
  preset: Preset,
  seed: number,
) {
  const home = join(work, name);
  await mkdir(home);
  const words = ['--name', 'part', '--preset', preset, '--seed', String(seed)];
  await stationCommand(home, z.unknown(), ['train', '--images', training, ...words]);
  const result = await stationCommand(home, evaluatedSchema, [
    ...['evaluate', '--product', 'part', '--data', test],
  ]);
  const { good, defective, falseRejects, escapes } = atOwnLimits(result);
  return { home, good, defective, merit: { imageAuroc: result.imageAuroc, falseRejects, escapes } };
}

/** Returns the names of training images that the station shows as odd or worst. */
async function shownBy(home: string): Promise<string[]> {
  const product = ['--product', 'part'];
  const { outliers } = await stationCommand(home, checkSchema, ['images', 'count', ...product, '--check']);
  const { images } = await stationCommand(home, scoresSchema, ['models', 'scores', ...product]);
  return [...new Set([...outliers, ...images].map(({ name }) => basename(name)))];
}

const kept = keptRows(options.keep, rowSchema);
const rows: Row[] = [];
for (const preset of options.presets.split(',').map((name) => presetSchema.parse(name))) {
  for (const set of options.sets.split(',')) {
    for (const seed of options.seeds.split(',').map(Number)) {
      for (const share of options.shares.split(',').map(Number)) {
        const same = [set, preset, seed, share].join();
        const before = kept.known.find((row) => [row.set, row.preset, row.seed, row.share].join() === same);
        const row = before ?? (await measure(set, preset, seed, share));
        rows.push(row);
        if (before === undefined) kept.add(row);
        process.stderr.write(`${JSON.stringify(row)}\n`);
      }
    }
  }
}

const merit = ({ imageAuroc, falseRejects, escapes }: Row['clean']): string =>
  `${imageAuroc?.toFixed(3) ?? ''}, ${escapes.review} / ${falseRejects.review}`;
const head = [
  ...['Set', 'Preset', 'Seed', 'Smuggled', 'Found', 'Good ones shown'],
  ...['Clean: image AUROC, escapes / false rejects at T1', 'Dirty', 'Left out'],
];
const lines = rows.map((row) => [
  ...[row.set, row.preset, String(row.seed), `${row.smuggled} beside ${row.training}`, String(row.found)],
  ...[String(row.shownGood), merit(row.clean), merit(row.dirty), merit(row.leftOut)],
]);
process.stderr.write(`\n${markdownTable(head, lines)}`);
process.stdout.write(`${JSON.stringify({ benchmark: 'dirt', rows })}\n`);
