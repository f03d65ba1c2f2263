import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDocuments } from './files.mjs';

/**
 * Figures in documents come from one file, which the benchmark writes. What a document quotes stands between marks:
 * `<!-- figures:quick,compact -->` before a table of these presets, `<!-- figures:quick.auPro -->` before a mean,
 * `<!-- /figures -->` behind either.
 *
 * @typedef {{ imageAuroc: number, pixelAuroc: number, auPro: number }} Merit
 * @typedef {Merit & { set: string, trainingImages: number, trainingSeconds: number | null, frameMs: number | null }} OnSet
 * @typedef {{ measured: { date: string, commit: string, seed: number }, sets: OnSet[], mean: Merit }} Accuracy
 * @typedef {{ format: 1, accuracy: Record<string, Accuracy> }} Figures
 */

/** From the root. */
export const figuresFile = 'resources/figures.json';

/**
 * @param {string} root
 * @returns {Figures}
 */
export function readFigures(root) {
  return JSON.parse(readFileSync(join(root, figuresFile), 'utf8'));
}

/**
 * Writes the file, and what documents quote of it.
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
 * What documents quote otherwise than the file has it.
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
 * A text whose quotes are those of the figures; an unknown one stays as it is.
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
 * @returns {string | null} null for what is not there
 */
function quote(name, { accuracy }) {
  const [preset = '', measure] = name.split('.');
  if (measure !== undefined) {
    const mean = new Map(Object.entries(accuracy[preset]?.mean ?? {})).get(measure);
    return mean === undefined ? null : mean.toFixed(4).replace(/^0/, '');
  }
  const presets = name.split(',');
  if (presets.some((one) => accuracy[one] === undefined)) return null;
  return `\n\n${table(presets.flatMap((one) => rowsOf(one, accuracy[one])))}\n`;
}

const head = ['Preset', 'Set', 'Image AUROC', 'Pixel AUROC', 'AU-PRO', 'Training', 'ms a frame'];

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
 * A Markdown table as Prettier sets it.
 *
 * @param {string[][]} rows
 */
function table(rows) {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (/** @type {string[]} */ cells) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |\n`;
  return line(head) + line(widths.map((width) => '-'.repeat(width))) + rows.map(line).join('');
}

/**
 * The figures with presets measured anew. A preset's mean is compared with the others', so all of them are measured on the
 * same sets.
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
 * A preset's figures from what each set gave, rounded as they are kept: figures of merit to four digits behind the point,
 * times to seconds and to three digits.
 *
 * @param {Accuracy['measured']} measured
 * @param {readonly (Merit & { set: string, trainingImages: number, trainingSeconds: number, frameMs: number })[]} sets
 * @returns {Accuracy}
 */
export function accuracyOf(measured, sets) {
  const rounded = (/** @type {number} */ value) => Math.round(value * 1e4) / 1e4;
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
