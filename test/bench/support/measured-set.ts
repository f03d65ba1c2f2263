import { readdirSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Precision } from '../../../src/shared/domain/precision.ts';
import { presetsOf, type Preset } from '../../../src/shared/domain/families.ts';
import { permutation } from '../../../src/main/learning/image-order.ts';
import { seededRandom } from '../../../src/main/networks/random.ts';
import { stationData } from '../../support/station-data.ts';
import type { AccuracyRow } from './accuracy-rows.ts';
import { stationCommand } from './command.ts';
import { trainingImages } from './development-sets.ts';
import { atOwnLimits, decisionsSchema } from './own-limits.ts';

/** A set and the settings of its training. */
export interface Measured {
  readonly set: string;
  readonly preset: Preset;
  readonly seed: number;
  /** Number of good images, drawn by the seed; null: all of them. */
  readonly chosen: number | null;
  /** If absent, the preset's own length. */
  readonly epochs?: string | undefined;
  /** The first one is for the training; the others, only for patch networks, export the same students. */
  readonly precisions: readonly Precision[];
}

const trainingSchema = z.object({ seconds: z.number(), imported: z.number() });
const evaluationSchema = decisionsSchema.extend({
  imageAuroc: z.number().nullable(),
  pixelAuroc: z.number().nullable(),
  auPro: z.number().nullable(),
  msPerImage: z.number(),
});

/** Whether a set has fewer good images than requested. */
export function tooFew({ set, chosen }: Pick<Measured, 'set' | 'chosen'>): boolean {
  return chosen !== null && chosen >= trainingImages(set);
}

/** Trains and evaluates a set with the station's own commands, in a home of its own, as a user would. Returns one row per precision. */
export async function measuredSet({ set, preset, seed, chosen, epochs, precisions }: Measured) {
  const home = await mkdtemp(join(tmpdir(), 'loupe-bench-'));
  let memory = 0;
  const seen = (bytes: number): void => void (memory = Math.max(memory, bytes));
  try {
    const data = join(stationData, set);
    const images = await trainingFolder(join(data, 'train', 'good'), chosen, seed, home);
    const length = epochs === undefined ? [] : ['--epochs', epochs];
    const product = ['--name', set, '--preset', preset, '--seed', String(seed), ...length];
    const rows: AccuracyRow[] = [];
    const ofPatches = presetsOf('patch').includes(preset);
    const own = ofPatches ? precisions : precisions.slice(0, 1);
    for (const [index, precision] of own.entries()) {
      const arithmetic = ofPatches ? ['--precision', precision] : [];
      const train = ['train', '--images', images, ...product, ...arithmetic];
      const extend = index === 0 ? [] : ['--extend'];
      const { seconds, imported } = await stationCommand(home, trainingSchema, [...train, ...extend], seen);
      const words = ['evaluate', '--product', set, '--data', data];
      const evaluation = await stationCommand(home, evaluationSchema, words);
      const { imageAuroc, pixelAuroc, auPro, msPerImage } = evaluation;
      rows.push({
        set,
        preset,
        precision,
        seed,
        chosen,
        images: imported,
        seconds,
        megabytes: Math.round(memory / 1e6),
        imageAuroc,
        pixelAuroc,
        auPro,
        msPerImage,
        ...atOwnLimits(evaluation),
      });
    }
    return rows;
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** Returns the set's folder, or a folder in the home with copies of the chosen images. */
async function trainingFolder(
  images: string,
  chosen: number | null,
  seed: number,
  home: string,
): Promise<string> {
  if (chosen === null) return images;
  const names = readdirSync(images).toSorted();
  const folder = join(home, 'chosen');
  await mkdir(folder);
  for (const index of permutation(names.length, seededRandom(seed, 9)).slice(0, chosen)) {
    const name = names[index];
    if (name !== undefined) await copyFile(join(images, name), join(folder, name));
  }
  return folder;
}
