import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDocuments } from './files.mjs';

/**
 * All figures in documents come from one file, which the benchmark writes. Marks enclose a quoted figure:
 * `<!-- figures:quick,compact -->` before a table of these presets, `<!-- figures:quick.auPro -->` before a mean,
 * `<!-- figures:development -->` before the table of all sets, `<!-- figures:sizes -->` before that of defects by size,
 * `<!-- figures:fewImages -->` before that of few images,
 * `<!-- /figures -->` after each of them.
 *
 * @typedef {{ imageAuroc: number, pixelAuroc: number, auPro: number }} Merit
 * @typedef {Merit & { set: string, trainingImages: number, trainingSeconds: number | null, frameMs: number | null }} OnSet
 * @typedef {{ measured: { date: string, commit: string, seed: number }, sets: OnSet[], mean: Merit }} Accuracy
 * @typedef {{ review: number, defect: number }} AtLimits
 * @typedef {{ imageAuroc: number | null, auPro: number | null }} MeritWhereMeasured
 * @typedef {MeritWhereMeasured & { set: string, seed: number, trainingImages: number, good: number, defective: number, falseRejects: AtLimits, escapes: AtLimits, trainingSeconds: number, frameMs: number, megabytes: number }} DevelopmentRow
 * @typedef {{ measured: { date: string, commit: string }, rows: DevelopmentRow[], mean: MeritWhereMeasured }} Development
 * @typedef {{ from: number, defects: number, found: number }} FoundBySize
 * @typedef {{ measured: { date: string, commit: string, sets: string[], seeds: number[], tiles: number[] }, presets: Record<string, readonly FoundBySize[]> }} Sizes
 * @typedef {MeritWhereMeasured & { images: number, stopped: number, passed: number }} AtImages
 * @typedef {{ measured: { date: string, commit: string, sets: string[], seeds: number[] }, rows: readonly AtImages[] }} FewImages
 * @typedef {{ format: 1, accuracy: Record<string, Accuracy>, sizes?: Sizes | undefined, fewImages?: Record<string, FewImages> | undefined, development?: Record<string, Development> | undefined }} Figures
 */

/** Path from the root. */
export const figuresFile = 'resources/figures.json';

/**
 * @param {string} root
 * @returns {Figures}
 */
export function readFigures(root) {
  return JSON.parse(readFileSync(join(root, figuresFile), 'utf8'));
}

/**
 * Writes the file, and updates the documents' quotes of it.
 *
 * @param {string} root
 * @param {Figures} figures
 */
export function writeFigures(root, figures) {
  writeFileSync(join(root, figuresFile), `${JSON.stringify(figures, null, 2)}\n`);
  for (const { file, text } of readDocuments(root, '', /\.md$/)) {
    const quoted = withFigures(text, figures);
    if (quoted !== text) writeFileSync(join(root, file), quoted);
  }
}

/**
 * Finds quotes in documents that differ from the file.
 *
 * @param {string} root
 * @param {readonly import('./files.mjs').Document[]} documents
 * @returns {import('./files.mjs').Problem[]}
 */
export function wrongFigures(root, documents) {
  const quoting = documents.filter(({ text }) => text.search(marked) !== -1);
  if (quoting.length === 0) return [];
  const figures = readFigures(root);
  return quoting.flatMap(({ file, text }) =>
    [...text.matchAll(marked)].flatMap(({ index, 0: whole, 1: name = '' }) => {
      const line = text.slice(0, index).split('\n').length;
      if (quote(name, figures) === null) return [{ file, line, problem: `${figuresFile} has no ${name}` }];
      if (withFigures(whole, figures) === whole) return [];
      const cure = 'node scripts/check-documents.mjs --quote writes it anew';
      return [{ file, line, problem: `${name} is not as in ${figuresFile}: ${cure}` }];
    }),
  );
}

const marked = /<!-- figures:([\w.,-]+) -->([^]*?)<!-- \/figures -->/g;

/**
 * Returns a text with its quotes updated; unknown ones stay unchanged.
 *
 * @param {string} text
 * @param {Figures} figures
 */
export function withFigures(text, figures) {
  return text.replace(marked, (whole, /** @type {string} */ name) => {
    const quoted = quote(name, figures);
    return quoted === null ? whole : `<!-- figures:${name} -->${quoted}<!-- /figures -->`;
  });
}

/**
 * @param {string} name presets, or a preset and a measure
 * @param {Figures} figures
 * @returns {string | null} null for an unknown name
 */
function quote(name, { accuracy, sizes, fewImages, development }) {
  if (name === 'fewImages') return fewImages === undefined ? null : fewImagesTable(fewImages);
  if (name === 'sizes') return sizes === undefined ? null : sizesTable(sizes);
  if (name === 'development') return development === undefined ? null : developmentTable(development);
  const [preset = '', measure] = name.split('.');
  if (measure !== undefined) {
    const mean = new Map(Object.entries(accuracy[preset]?.mean ?? {})).get(measure);
    return mean === undefined ? null : mean.toFixed(4).replace(/^0/, '');
  }
  const presets = name.split(',');
  if (presets.some((one) => accuracy[one] === undefined)) return null;
  return `\n\n${table(
    accuracyHead,
    presets.flatMap((one) => rowsOf(one, accuracy[one])),
  )}\n`;
}

const accuracyHead = ['Preset', 'Set', 'Image AUROC', 'Pixel AUROC', 'AU-PRO', 'Training', 'ms a frame'];

/**
 * @param {string} preset
 * @param {Accuracy | undefined} accuracy
 * @returns {string[][]}
 */
function rowsOf(preset, accuracy) {
  if (accuracy === undefined) return [];
  const merit = (/** @type {Merit} */ { imageAuroc, pixelAuroc, auPro }) =>
    [imageAuroc, pixelAuroc, auPro].map((value) => value.toFixed(3));
  const rows = accuracy.sets.map((one) => [
    one.set.replaceAll('_', ' '),
    ...merit(one),
    one.trainingSeconds === null ? '' : time(one.trainingSeconds),
    one.frameMs === null ? '' : String(one.frameMs),
  ]);
  const all = [...rows, ['mean', ...merit(accuracy.mean), '', '']];
  return all.map((row, index) => [index === 0 ? preset : '', ...row]);
}

/** @param {number} seconds */
function time(seconds) {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/**
 * Formats a Markdown table as Prettier does.
 *
 * @param {readonly string[]} head
 * @param {string[][]} rows
 */
function table(head, rows) {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (/** @type {readonly string[]} */ cells) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |\n`;
  return line(head) + line(widths.map((width) => '-'.repeat(width))) + rows.map(line).join('');
}

/** @param {Record<string, Development>} development */
function developmentTable(development) {
  const figures = ['Image AUROC', 'AU-PRO', 'False rejects', 'Escapes', 'Training', 'MB'];
  const merit = (/** @type {MeritWhereMeasured} */ { imageAuroc, auPro }) =>
    [imageAuroc, auPro].map((value) => value?.toFixed(3) ?? '');
  const limits = (/** @type {AtLimits} */ { review, defect }, /** @type {number} */ of) =>
    `${review}, ${defect} of ${of}`;
  const rows = Object.entries(development).flatMap(([preset, { rows: measured, mean }]) =>
    [
      ...measured.map((row) => [
        ...[row.set.replaceAll('_', ' '), String(row.seed), ...merit(row)],
        ...[limits(row.falseRejects, row.good), limits(row.escapes, row.defective)],
        ...[time(row.trainingSeconds), String(row.megabytes)],
      ]),
      ['mean', '', ...merit(mean), '', '', '', ''],
    ].map((row, index) => [index === 0 ? preset : '', ...row]),
  );
  return `\n\n${table(['Preset', 'Set', 'Seed', ...figures], rows)}\n`;
}

/**
 * Makes the table of few images: a row for each preset and number of images.
 *
 * @param {Record<string, FewImages>} fewImages
 */
function fewImagesTable(fewImages) {
  const head = ['Preset', 'Images', 'Image AUROC', 'AU-PRO', 'Good parts stopped', 'Defects passed'];
  const percent = (/** @type {number} */ share) => `${(100 * share).toFixed(1)} %`;
  const rows = Object.entries(fewImages).flatMap(([preset, { rows: measured }]) =>
    measured.map(({ images, imageAuroc, auPro, stopped, passed }, index) => [
      ...[index === 0 ? preset : '', String(images), imageAuroc?.toFixed(3) ?? '', auPro?.toFixed(3) ?? ''],
      ...[percent(stopped), percent(passed)],
    ]),
  );
  return `\n\n${table(head, rows)}\n`;
}

/**
 * Makes the table of defects found by their size: a row per size, a column per preset.
 *
 * @param {Sizes} sizes
 */
function sizesTable({ presets }) {
  const names = Object.keys(presets);
  const from = [...new Set(Object.values(presets).flatMap((found) => found.map((one) => one.from)))];
  const rows = from
    .toSorted((a, b) => a - b)
    .map((side) => [
      `${(100 * side).toFixed(1)} %`,
      ...names.map((name) => {
        const one = presets[name]?.find((other) => other.from === side);
        return one === undefined ? '' : `${one.found} of ${one.defects}`;
      }),
    ]);
  return `\n\n${table(['Side of the defect from', ...names], rows)}\n`;
}

/**
 * Returns a preset's figures on the development sets, rounded for the file.
 *
 * @param {Development['measured']} measured
 * @param {readonly (MeritWhereMeasured & { set: string, seed: number, images: number, good: number, defective: number, falseRejects: AtLimits, escapes: AtLimits, seconds: number, msPerImage: number, megabytes: number })[]} rows
 * @param {MeritWhereMeasured} mean over the sets with a value
 * @returns {Development}
 */
export function developmentOf(measured, rows, mean) {
  const merit = (/** @type {MeritWhereMeasured} */ { imageAuroc, auPro }) => ({
    imageAuroc: imageAuroc && rounded(imageAuroc),
    auPro: auPro && rounded(auPro),
  });
  return {
    measured,
    rows: rows.map((row) => ({
      set: row.set,
      seed: row.seed,
      trainingImages: row.images,
      ...merit(row),
      good: row.good,
      defective: row.defective,
      falseRejects: row.falseRejects,
      escapes: row.escapes,
      trainingSeconds: Math.round(row.seconds),
      frameMs: Number(row.msPerImage.toPrecision(3)),
      megabytes: row.megabytes,
    })),
    mean: merit(mean),
  };
}

/** @param {number} value */
function rounded(value) {
  return Math.round(value * 1e4) / 1e4;
}

/**
 * Returns the figures with newly measured presets. All presets must be measured on the same sets, because people
 * compare their means.
 *
 * @param {Figures} figures
 * @param {Record<string, Accuracy>} measured
 * @returns {Figures}
 * @throws Error naming the presets that were measured on other sets
 */
export function withMeasured(figures, measured) {
  const accuracy = { ...figures.accuracy, ...measured };
  const setsOf = (/** @type {Accuracy} */ { sets }) => sets.map(({ set }) => set).join(', ');
  const [sets = ''] = Object.values(measured).map(setsOf);
  const others = Object.keys(accuracy).filter((preset) => {
    const one = accuracy[preset];
    return one !== undefined && setsOf(one) !== sets;
  });
  if (others.length > 0) {
    throw new Error(
      `${others.join(', ')} were measured on other sets than ${sets}. Measure all presets on the same sets.`,
    );
  }
  return { ...figures, accuracy };
}

/**
 * Returns a preset's figures from those of each set, rounded for the file: figures of merit to four decimals, times to
 * seconds and to three digits.
 *
 * @param {Accuracy['measured']} measured
 * @param {readonly (Merit & { set: string, trainingImages: number, trainingSeconds: number, frameMs: number })[]} sets
 * @returns {Accuracy}
 */
export function accuracyOf(measured, sets) {
  const merit = (/** @type {Merit} */ { imageAuroc, pixelAuroc, auPro }) => ({
    imageAuroc: rounded(imageAuroc),
    pixelAuroc: rounded(pixelAuroc),
    auPro: rounded(auPro),
  });
  const mean = (/** @type {keyof Merit} */ measure) =>
    sets.reduce((sum, one) => sum + one[measure], 0) / sets.length;
  return {
    measured,
    sets: sets.map(({ set, trainingImages, trainingSeconds, frameMs, ...merits }) => ({
      set,
      trainingImages,
      ...merit(merits),
      trainingSeconds: Math.round(trainingSeconds),
      frameMs: Number(frameMs.toPrecision(3)),
    })),
    mean: merit({ imageAuroc: mean('imageAuroc'), pixelAuroc: mean('pixelAuroc'), auPro: mean('auPro') }),
  };
}
