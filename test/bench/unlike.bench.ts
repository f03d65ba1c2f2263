import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { modelCards } from '../../src/main/families/registry.ts';
import { headlessHost } from '../../src/main/host/headless-host.ts';
import { readImageFile } from '../../src/main/images/read-image-file.ts';
import type { TestImage } from '../../src/main/images/test-folder.ts';
import { readTestFolder } from '../support/read-test-folder.ts';
import { createInferenceProcess, type InferenceResult } from '../../src/main/inference/inference-process.ts';
import { pixelsOf } from '../../src/main/inference/pixels.ts';
import { createPictureWatch, type PictureWatch } from '../../src/main/inspection/picture-watch.ts';
import { readCard } from '../../src/main/learning/model-folder.ts';
import type { Frame } from '../../src/shared/domain/frame.ts';
import { presetSchema } from '../../src/shared/domain/families.ts';
import type { TraitName } from '../../src/shared/domain/picture-traits.ts';
import { watchedPictures } from '../../src/shared/domain/unlike-watch.ts';
import { judge, ownRegionLimits, type Thresholds, type Verdict } from '../../src/shared/domain/verdict.ts';
import {
  compressed,
  cropped,
  defocused,
  lit,
  resized,
  shifted,
  tinted,
  turned,
  uniform,
} from '../support/altered-pictures.ts';
import { hasStationData, needsStationData, stationData } from '../support/station-data.ts';
import { stationCommand } from './support/command.ts';
import { report, say } from './support/report.ts';

/**
 * Measures how soon the station reports pictures unlike the training images, and how often it does so by mistake: real
 * sets of STATION_DATA, each trained by the station's own command. Streams of five pictures, in the folder's order,
 * pass the watch of a session. Prints the reported traits by set and alteration; for a stream without a report, the
 * model's verdicts on its pictures.
 * Options: `--sets cookie,…` `--preset instant`, `--homes DIR` stores the trained homes and uses existing ones.
 */
const { values: options } = parseArgs({
  options: {
    sets: {
      type: 'string',
      default:
        'casting,composite_tape,cookie,elpv_mono,magnetic_tile,mpdd_metal_plate,mvtec_bottle,mvtec_metal_nut,paper_grey,' +
        'paper_yellow,wood_gear',
    },
    preset: { type: 'string', default: 'instant' },
    homes: { type: 'string' },
  },
});
if (!hasStationData) throw new Error(`The benchmark ${needsStationData}`);
const sets = options.sets.split(',');
const preset = presetSchema.parse(options.preset);

type Alteration = (frame: Frame, another: Frame) => Frame | Promise<Frame>;

/** Alterations of a line's pictures; the first one changes nothing. */
const unaltered = 'as they are';
const alterations: Readonly<Record<string, Alteration>> = {
  [unaltered]: (frame) => frame,
  'JPEG 50': (frame) => compressed(frame, 50),
  'JPEG 20': (frame) => compressed(frame, 20),
  'light × 0.7': (frame) => lit(frame, 0.7),
  'light × 1.3': (frame) => lit(frame, 1.3),
  'red × 1.2, blue × 0.8': (frame) => tinted(frame, [1.2, 1, 0.8]),
  defocused: (frame) => defocused(frame, 0.005),
  'shifted 10 %': (frame) => shifted(frame, 0.1),
  'shifted 10 %, mirrored': (frame) => shifted(frame, 0.1, 'mirror'),
  'wrong product': (_, another) => another,
  green: (frame) => uniform(frame, [0, 160, 0]),
  black: (frame) => uniform(frame, [0, 0, 0]),
  'turned 90°': (frame) => turned(frame, 90),
  'turned 180°': (frame) => turned(frame, 180),
  'half size': (frame) => resized(frame, frame.width / 2, frame.height / 2),
  'upper 3/4': (frame) => cropped(frame, 0.75),
};

const inference = createInferenceProcess(headlessHost());

/** Trains a set, unless its home exists. @returns its model's folder */
async function modelOf(set: string, homes: string): Promise<string> {
  const home = join(homes, set);
  const models = join(home, 'models');
  const names: string[] = await readdir(models).catch(() => []);
  if (names.length === 0) {
    await mkdir(home, { recursive: true });
    const images = join(stationData, set, 'train', 'good');
    const words = ['train', '--images', images, '--name', set, '--preset', preset];
    await stationCommand(home, z.object({}).loose(), words);
    names.push(...(await readdir(models)));
  }
  return join(models, names[0] ?? '');
}

interface Stream {
  /** Whether the watch reported within the stream. */
  readonly told: boolean;
  readonly traits: readonly TraitName[];
  /** The model's verdicts on the pictures at its own limits, independent of the watch. */
  readonly verdicts: readonly Verdict[];
}

/** Passes five pictures of a line to the watch, one by one. */
async function watchStream(
  watch: PictureWatch,
  run: (frame: Frame) => Promise<InferenceResult>,
  { review, defect }: Thresholds,
  frames: readonly Frame[],
): Promise<Stream> {
  const traits = new Set<TraitName>();
  const verdicts: Verdict[] = [];
  for (const frame of frames) {
    const result = await run(frame);
    const limits = { ...ownRegionLimits, review, defect };
    const verdict = judge({ score: result.score, largestRegion: 0 }, limits);
    verdicts.push(verdict);
    watch.look(pixelsOf(frame), result, { capturedAt: 0, isRejectedPart: verdict !== 'good' });
    for (const { trait } of watch.unlike?.differences ?? []) traits.add(trait);
  }
  return { told: traits.size > 0, traits: [...traits], verdicts };
}

async function framesOf(images: readonly TestImage[]): Promise<Frame[]> {
  const frames = [];
  for (const { path } of images) frames.push((await readImageFile(path)).frame);
  return frames;
}

const another = new Map<string, Frame[]>();
/** Returns the first good test pictures of the next set in the list. */
async function wrongProduct(set: string): Promise<Frame[]> {
  const next = sets[(sets.indexOf(set) + 1) % sets.length] ?? set;
  const known = another.get(next);
  if (known) return known;
  const images = await readTestFolder(join(stationData, next));
  const frames = await framesOf(images.filter(({ defective }) => !defective).slice(0, watchedPictures));
  another.set(next, frames);
  return frames;
}

async function measure(set: string, homes: string) {
  const folder = await modelOf(set, homes);
  const card = await readCard(folder, modelCards.schema);
  const graph = { modelId: card.id, graph: join(folder, 'model.onnx') };
  const run = (frame: Frame) => inference.run(graph, pixelsOf(frame));
  const watch = (): PictureWatch => createPictureWatch(card, () => undefined);
  const images = await readTestFolder(join(stationData, set));
  const streams = async (chosen: readonly TestImage[]): Promise<Stream[]> => {
    const found = [];
    for (let at = 0; at + watchedPictures <= chosen.length; at += watchedPictures) {
      const frames = await framesOf(chosen.slice(at, at + watchedPictures));
      found.push(await watchStream(watch(), run, card.thresholds, frames));
    }
    return found;
  };
  const good = await streams(images.filter(({ defective }) => !defective));
  const defective = await streams(images.filter((image) => image.defective));
  const first = await framesOf(images.filter((image) => !image.defective).slice(0, watchedPictures));
  const others = await wrongProduct(set);
  const altered: Record<string, Stream> = {};
  for (const [name, alter] of Object.entries(alterations)) {
    const frames = [];
    for (const [index, frame] of first.entries()) frames.push(await alter(frame, others[index] ?? frame));
    altered[name] = await watchStream(watch(), run, card.thresholds, frames);
  }
  return { set, good, defective, altered };
}

const homes = options.homes ?? (await mkdtemp(join(tmpdir(), 'loupe-bench-')));
const results = [];
try {
  for (const set of sets) {
    say(set);
    const result = await measure(set, homes);
    results.push(result);
  }
} finally {
  inference.close();
  if (options.homes === undefined) await rm(homes, { recursive: true, force: true });
}

const ofAll = (streams: readonly Stream[]): string =>
  `${streams.filter(({ told }) => told).length} of ${streams.length}`;
const names = Object.keys(alterations);
/** Returns the reported traits of a stream, or the number of its pictures that the model does not judge good. */
function cellOf({ told, traits, verdicts }: Stream): string {
  if (told) return traits.join(', ');
  return `– (${verdicts.filter((verdict) => verdict !== 'good').length} of ${verdicts.length} not good)`;
}
const rows = results.map(({ set, good, defective, altered }) => [
  ...[set, ofAll(good), ofAll(defective)],
  ...Object.values(altered).map(cellOf),
]);
report({
  benchmark: 'unlike',
  settings: { preset },
  results,
  table: { head: ['Set', 'Good streams', 'Defective streams', ...names], rows },
});
