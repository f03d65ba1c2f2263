import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import {
  accuracyOf,
  developmentOf,
  readFigures,
  withMeasured,
  writeFigures,
} from '../../../scripts/documents/figures.mjs';
import { figuresSchema, type Figures } from '../../../src/main/learning/preset-figures.ts';
import type { Preset } from '../../../src/shared/domain/families.ts';
import { meansOf, type AccuracyRow } from './accuracy-rows.ts';

const root = resolve(import.meta.dirname, '..', '..', '..');

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
 * Keeps what presets reached on the quick sets in resources/figures.json and in the documents that quote it.
 *
 * @throws Error when presets that were not measured now have figures from other sets
 */
export function keepFigures(rows: readonly AccuracyRow[], seed: number): void {
  const measured = { ...now(), seed };
  const inFloat32 = rows.filter(({ precision }) => precision === 'float32');
  const presets = [...new Set(inFloat32.map(({ preset }) => preset))].map((preset) => {
    const sets = inFloat32
      .filter((row) => row.preset === preset)
      .map(({ set, images, seconds, msPerImage, imageAuroc, pixelAuroc, auPro }) => ({
        ...{ set, imageAuroc: imageAuroc ?? 0, pixelAuroc: pixelAuroc ?? 0, auPro: auPro ?? 0 },
        ...{ trainingImages: images, trainingSeconds: seconds, frameMs: msPerImage },
      }));
    return [preset, accuracyOf(measured, sets)] as const;
  });
  keep(withMeasured(readFigures(root), Object.fromEntries(presets)));
}

/** Keeps what presets reached on all sets; presets that were not measured now stay as they are. */
export function keepDevelopment(rows: readonly AccuracyRow[]): void {
  const figures = readFigures(root);
  const found = [...new Set(rows.map(({ preset }) => preset))].map((preset) => {
    const own = rows.filter((row) => row.preset === preset && row.precision === 'float32');
    return [preset, developmentOf(now(), own, meansOf(own))] as const;
  });
  keep({ ...figures, development: { ...figures.development, ...Object.fromEntries(found) } });
}

function keep(figures: Figures): void {
  figuresSchema.parse(figures);
  writeFigures(root, figures);
}

/** The day, and the sources that are measured. */
function now(): { date: string; commit: string } {
  const commit = execFileSync('git', ['rev-parse', '--short=7', 'HEAD'], { cwd: root, encoding: 'utf8' });
  return { date: new Date().toISOString().slice(0, 10), commit: commit.trim() };
}
