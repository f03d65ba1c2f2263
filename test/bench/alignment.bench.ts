import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Alignment } from '../../src/main/images/alignment/alignment.ts';
import { placePart } from '../../src/main/images/alignment/place-part.ts';
import { mapOverPicture } from '../../src/main/images/alignment/warp.ts';
import { fitFrame } from '../../src/main/images/fit-frame.ts';
import { pixelsOfFrame } from '../../src/main/images/likeness/measure-picture.ts';
import { readImageFile } from '../../src/main/images/read-image-file.ts';
import { alignmentOfModel } from '../../src/main/learning/alignment-of-model.ts';
import { presetSchema } from '../../src/shared/domain/families.ts';
import { reversed } from '../../src/shared/domain/pose.ts';
import { median } from '../../src/shared/domain/robust-deviation.ts';
import { hasStationData, needsStationData, stationData } from '../support/station-data.ts';
import { stationCommand } from './support/command.ts';
import { keptRows } from './support/kept-rows.ts';
import { markdownTable } from './support/markdown-table.ts';
import { writeMovedSet } from './support/moved-set.ts';

/**
 * Measures the benefit of alignment: trains and evaluates real sets of STATION_DATA with the station's own commands,
 * unmoved, moved (each part and its mask turned and shifted at random), and moved with alignment. Also measures the
 * time for finding a part, aligning it, and mapping the result back. Prints a Markdown table on stderr, JSON on stdout.
 * Options: `--sets cookie,…`, `--preset instant`, `--seed 0`, `--angle 180` (degrees at most), `--shift 0.08` (share of
 * the picture), `--training 80` and `--of-kind 40` images at most, `--keep FILE`: stores the measured rows and does not
 * measure them again.
 */
const { values: options } = parseArgs({
  options: {
    sets: { type: 'string', default: 'cookie,mpdd_metal_plate,mvtec_bottle,mvtec_metal_nut,casting' },
    preset: { type: 'string', default: 'instant' },
    seed: { type: 'string', default: '0' },
    angle: { type: 'string', default: '180' },
    shift: { type: 'string', default: '0.08' },
    training: { type: 'string', default: '80' },
    'of-kind': { type: 'string', default: '40' },
    keep: { type: 'string' },
  },
});
if (!hasStationData) throw new Error(`The benchmark ${needsStationData}`);
const preset = presetSchema.parse(options.preset);
const movement = { angle: Number(options.angle), shift: Number(options.shift) };
const most = { training: Number(options.training), ofKind: Number(options['of-kind']) };

const ways = ['unmoved', 'moved', 'aligned'] as const;
const merits = z.object({ imageAuroc: z.number().nullable(), auPro: z.number().nullable() });
const rowSchema = merits.extend({
  set: z.string(),
  way: z.enum(ways),
  /** Test images in which the part was not found. */
  notFound: z.number(),
  msPerImage: z.number(),
  /** Time of aligning a frame and mapping the result back, in the benchmark's process, by the frame's longer side, milliseconds. */
  placeMs: z.record(z.string(), z.number()),
});
type Row = z.infer<typeof rowSchema>;
const trainedSchema = z.object({ modelId: z.string() });
const evaluatedSchema = merits.extend({ msPerImage: z.number(), skipped: z.array(z.unknown()) });

async function measure(set: string, way: (typeof ways)[number]): Promise<Row> {
  const home = await mkdtemp(join(tmpdir(), 'loupe-bench-'));
  try {
    const data = join(home, 'set');
    const moves = way === 'unmoved' ? null : movement;
    await writeMovedSet(join(stationData, set), data, moves, Number(options.seed), most);
    const { modelId } = await stationCommand(home, trainedSchema, [
      ...['train', '--images', join(data, 'train', 'good'), '--name', set, '--preset', preset],
      ...(way === 'aligned' ? ['--align'] : []),
    ]);
    const words = ['evaluate', '--product', set, '--data', data];
    const { skipped, ...found } = await stationCommand(home, evaluatedSchema, words);
    const alignment = await alignmentOfModel(join(home, 'models', modelId));
    const placeMs = alignment ? await timed(join(data, 'train', 'good'), alignment) : {};
    return { set, way, ...found, notFound: skipped.length, placeMs };
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** Longer sides of the timed frames, pixels. */
const sides = [256, 512];

async function timed(folder: string, alignment: Alignment): Promise<Record<string, number>> {
  const names = readdirSync(folder).slice(0, 10);
  const frames = await Promise.all(
    names.map(async (name) => (await readImageFile(join(folder, name))).frame),
  );
  const map = { map: new Float32Array(256 * 256), width: 256, height: 256 };
  const times: Record<string, number> = {};
  for (const side of sides) {
    const pixels = await Promise.all(frames.map(async (frame) => pixelsOfFrame(await fitFrame(frame, side))));
    const took = Array.from({ length: 10 }, () => pixels)
      .flat()
      .map((one) => {
        const started = performance.now();
        mapOverPicture(map, reversed(placePart(one, alignment).pose.motion));
        return performance.now() - started;
      });
    // The first rounds are slower, while the functions are being compiled.
    times[String(side)] = median(took.slice(took.length / 2));
  }
  return times;
}

const kept = keptRows(options.keep, rowSchema);
const rows: Row[] = [];
for (const set of options.sets.split(',')) {
  for (const way of ways) {
    process.stderr.write(`${set}, ${way} …\n`);
    const known = kept.known.find((row) => row.set === set && row.way === way);
    const row = known ?? (await measure(set, way));
    if (!known) kept.add(row);
    process.stderr.write(`${JSON.stringify(row)}\n`);
    rows.push(row);
  }
}
const merit = (value: number | null): string => (value === null ? '' : value.toFixed(3));
const table = markdownTable(
  [
    'Set',
    'Parts',
    'AU-PRO',
    'Image AUROC',
    'Not found',
    'ms a frame',
    ...sides.map((side) => `of it at ${side} px`),
  ],
  rows.map(({ set, way, auPro, imageAuroc, notFound, msPerImage, placeMs }) => [
    ...[set, way, merit(auPro), merit(imageAuroc), String(notFound), msPerImage.toFixed(1)],
    ...sides.map((side) => placeMs[String(side)]?.toFixed(1) ?? ''),
  ]),
);
process.stderr.write(`\n${table}`);
process.stdout.write(`${JSON.stringify({ benchmark: 'alignment', preset, movement, rows })}\n`);
