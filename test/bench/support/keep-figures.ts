import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { accuracyOf, readFigures, withMeasured, writeFigures } from '../../../scripts/documents/figures.mjs';
import { figuresSchema } from '../../../src/main/learning/preset-figures.ts';
import type { Preset } from '../../../src/shared/domain/families.ts';

const root = resolve(import.meta.dirname, '..', '..', '..');

/** What a preset reached on a set. */
interface Measured {
  readonly set: string;
  /** Good images that were trained with. */
  readonly images: number;
  readonly imageAuroc: number;
  readonly pixelAuroc: number;
  readonly auPro: number;
  /** Of the training. */
  readonly seconds: number;
  readonly msPerImage: number;
}

/** @throws Error when presets that are not measured now have figures from other sets: before hours of measuring */
export function requireSameSets(presets: readonly Preset[], sets: readonly string[]): void {
  const nothing = {
    imageAuroc: 0,
    pixelAuroc: 0,
    auPro: 0,
    trainingImages: 1,
    trainingSeconds: 1,
    frameMs: 1,
  };
  const figures = accuracyOf(
    { date: '', commit: '', seed: 0 },
    sets.map((set) => ({ set, ...nothing })),
  );
  withMeasured(readFigures(root), Object.fromEntries(presets.map((preset) => [preset, figures])));
}

/**
 * Keeps what presets reached in resources/figures.json and in the documents that quote it.
 *
 * @throws Error when presets that were not measured now have figures from other sets
 */
export function keepFigures(found: ReadonlyMap<Preset, readonly Measured[]>, seed: number): void {
  const commit = execFileSync('git', ['rev-parse', '--short=7', 'HEAD'], {
    cwd: root,
    encoding: 'utf8',
  }).trim();
  const measured = { date: new Date().toISOString().slice(0, 10), commit, seed };
  const presets = [...found].map(([preset, rows]) => {
    const sets = rows.map(({ set, images, seconds, msPerImage, imageAuroc, pixelAuroc, auPro }) => ({
      ...{ set, imageAuroc, pixelAuroc, auPro },
      ...{ trainingImages: images, trainingSeconds: seconds, frameMs: msPerImage },
    }));
    return [preset, accuracyOf(measured, sets)] as const;
  });
  const figures = withMeasured(readFigures(root), Object.fromEntries(presets));
  figuresSchema.parse(figures);
  writeFigures(root, figures);
}
