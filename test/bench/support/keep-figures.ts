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
import type { FoundBySize } from '../../../src/shared/domain/seen-defects.ts';
import { meansOf, type AccuracyRow } from './accuracy-rows.ts';

const root = resolve(import.meta.dirname, '..', '..', '..');

/** Checks the sets before hours of measuring. @throws Error if presets that are not measured now have figures from other sets */
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
 * Stores the presets' results on the quick sets in resources/figures.json and in the documents that quote it.
 *
 * @throws Error if presets that were not measured now have figures from other sets
 */
export function keepFigures(rows: readonly AccuracyRow[], seed: number): void {
  const measured = { ...now(), seed };
  const inFloat32 = rows.filter(({ precision }) => precision === 'float32');
  const presets = [...new Set(inFloat32.map(({ preset }) => preset))].map((preset) => {
    const sets = inFloat32
      .filter((row) => row.preset === preset)
      .map(({ set, images, seconds, msPerImage, imageAuroc, pixelAuroc, auPro }) => ({
        set,
        imageAuroc: imageAuroc ?? 0,
        pixelAuroc: pixelAuroc ?? 0,
        auPro: auPro ?? 0,
        trainingImages: images,
        trainingSeconds: seconds,
        frameMs: msPerImage,
      }));
    return [preset, accuracyOf(measured, sets)] as const;
  });
  keep(withMeasured(readFigures(root), Object.fromEntries(presets)));
}

/** Stores the presets' results on all sets; keeps those of presets not measured now. */
export function keepDevelopment(rows: readonly AccuracyRow[]): void {
  const figures = readFigures(root);
  const found = [...new Set(rows.map(({ preset }) => preset))].map((preset) => {
    const own = rows.filter((row) => row.preset === preset && row.precision === 'float32');
    return [preset, developmentOf(now(), own, meansOf(own))] as const;
  });
  keep({ ...figures, development: { ...figures.development, ...Object.fromEntries(found) } });
}

/** Stores the defects found by their size; keeps the results of presets not measured now. */
export function keepSizes(
  found: ReadonlyMap<Preset, readonly FoundBySize[]>,
  how: {
    readonly sets: readonly string[];
    readonly seeds: readonly number[];
    readonly tiles: readonly number[];
  },
): void {
  const figures = readFigures(root);
  const measured = { ...now(), sets: [...how.sets], seeds: [...how.seeds], tiles: [...how.tiles] };
  const presets = { ...figures.sizes?.presets, ...Object.fromEntries(found) };
  keep({ ...figures, sizes: { measured, presets } });
}

/**
 * Stores the decisions of models that learnt from few images, as means over the sets with each number; keeps the
 * results of presets not measured now.
 */
export function keepFewImages(rows: readonly AccuracyRow[]): void {
  const figures = readFigures(root);
  const found = [...new Set(rows.map(({ preset }) => preset))].map((preset) => {
    const own = wholeCurves(rows.filter((row) => row.preset === preset));
    const measured = {
      ...now(),
      sets: [...new Set(own.map(({ set }) => set))],
      seeds: [...new Set(own.map(({ seed }) => seed))],
    };
    const counts = [...new Set(own.flatMap(({ chosen }) => chosen ?? []))].toSorted((a, b) => a - b);
    return [preset, { measured, rows: counts.map((images) => atImages(images, own)) }] as const;
  });
  keep({ ...figures, fewImages: { ...figures.fewImages, ...Object.fromEntries(found) } });
}

/** Returns the rows of sets with every number of images, because means over different sets would not form a curve. */
function wholeCurves(rows: readonly AccuracyRow[]): AccuracyRow[] {
  const counts = new Set(rows.map(({ chosen }) => chosen));
  return rows.filter(
    ({ set }) =>
      new Set(rows.filter((row) => row.set === set).map(({ chosen }) => chosen)).size === counts.size,
  );
}

function atImages(images: number, rows: readonly AccuracyRow[]) {
  const own = rows.filter(({ chosen }) => chosen === images);
  const mean = (of: (row: AccuracyRow) => number): number =>
    Number((own.reduce((sum, row) => sum + of(row), 0) / own.length).toFixed(4));
  const { imageAuroc, auPro } = meansOf(own);
  return {
    images,
    imageAuroc: imageAuroc && Number(imageAuroc.toFixed(4)),
    auPro: auPro && Number(auPro.toFixed(4)),
    stopped: mean(({ falseRejects, good }) => falseRejects.review / good),
    passed: mean(({ escapes, defective }) => escapes.review / defective),
  };
}

function keep(figures: Figures): void {
  figuresSchema.parse(figures);
  writeFigures(root, figures);
}

/** Returns today's date and the measured commit. */
function now(): { date: string; commit: string } {
  const commit = execFileSync('git', ['rev-parse', '--short=7', 'HEAD'], { cwd: root, encoding: 'utf8' });
  return { date: new Date().toISOString().slice(0, 10), commit: commit.trim() };
}
