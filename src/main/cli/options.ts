import { extname, resolve } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import type { z } from 'zod';
import { escapeCostSchema } from '../../shared/contract/products.ts';
import { falseRejectRatesSchema, trainingChoicesSchema } from '../../shared/contract/training.ts';
import { languages } from '../../shared/domain/languages.ts';
import type { LimitsAim } from '../../shared/domain/limit-proposals.ts';
import type { TrainingChoices } from '../../shared/contract/training.ts';
import { day, minute, type WallMoment } from './period.ts';

/** Returns the option for a report's language. */
export function languageOption(): Option {
  return new Option(
    '--language <language>',
    'of the report; that of the station’s settings when left out, English where they have none',
  ).choices(languages);
}

/** Reads names separated by commas. @throws InvalidArgumentError */
function nameList(text: string): string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.every((name) => name !== '')) return names;
  throw new InvalidArgumentError('Names separated by commas are needed, e.g. ok,normal.');
}

/** Returns the option for the good kinds of a labelled folder. */
export function goodKindsOption(): Option {
  return new Option(
    '--good-kinds <list>',
    'kinds below “test” whose parts are good, all others are defects; names like ok are asked about when left out',
  ).argParser(nameList);
}

/** Makes a reader for whole numbers within limits. @throws InvalidArgumentError */
export function wholeNumber(minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= minimum && value <= maximum) return value;
    throw new InvalidArgumentError(`A whole number from ${minimum} to ${maximum} is needed.`);
  };
}

/** Makes a reader that also accepts “none”. @throws InvalidArgumentError as the given reader */
export function orNone<Value>(read: (text: string) => Value): (text: string) => Value | 'none' {
  return (text) => (text === 'none' ? text : read(text));
}

/** Makes a reader for one of a few numbers. @throws InvalidArgumentError */
export function oneOf(...allowed: readonly number[]): (text: string) => number {
  return (text) => {
    const found = allowed.find((value) => String(value) === text);
    if (found !== undefined) return found;
    throw new InvalidArgumentError(`Allowed are ${allowed.join(', ')}.`);
  };
}

/** Reads the aim of limits: `f1`, `cost=K` or `escape-rate=R`. @throws InvalidArgumentError */
export function limitsAim(text: string): LimitsAim {
  if (text === 'f1') return { kind: 'f1' };
  const cost = /^cost=(.+)$/.exec(text)?.[1];
  if (cost !== undefined) return { kind: 'cost', escapeCost: escapeCostOption(cost) };
  const rate = Number(/^escape-rate=(0(?:\.\d+)?)$/.exec(text)?.[1] ?? Number.NaN);
  if (rate >= 0 && rate < 1) return { kind: 'escape-rate', rate };
  throw new InvalidArgumentError('Allowed are f1, cost=K, and escape-rate=R with R from 0 to below 1.');
}

/** Reads the cost of an escape in false rejects. @throws InvalidArgumentError */
export function escapeCostOption(text: string): number {
  return parsedOption(escapeCostSchema, readNumber(text));
}

/** Reads the share of the defective parts that may escape. @throws InvalidArgumentError */
export function escapeRateOption(text: string): number {
  const value = readNumber(text);
  if (value >= 0 && value < 1) return value;
  throw new InvalidArgumentError(
    'A share from 0 to below 1 is needed, e.g. 0.02 for 2 % of the defective parts.',
  );
}

/** Reads receptive fields separated by commas. @throws InvalidArgumentError */
export function receptiveFieldList(text: string): NonNullable<TrainingChoices['receptiveFields']> {
  return parsedOption(
    trainingChoicesSchema.shape.receptiveFields.unwrap().unwrap(),
    text.split(',').map(Number),
  );
}

/** Reads two rates separated by a comma. @throws InvalidArgumentError */
export function falseRejectRatePair(text: string): NonNullable<TrainingChoices['falseRejectRates']> {
  const [review, defect] = text.split(',').map(Number);
  return parsedOption(falseRejectRatesSchema, { review, defect });
}

function parsedOption<Value>(schema: z.ZodType<Value>, value: unknown): Value {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError(parsed.error.issues[0]?.message ?? 'It cannot be used.');
}

/** Makes a reader for numbers above zero, or from zero on. @throws InvalidArgumentError */
export function numberFrom(limit: 'above zero' | 'from zero'): (text: string) => number {
  return (text) => {
    const value = readNumber(text);
    if (limit === 'from zero' ? value >= 0 : value > 0) return value;
    throw new InvalidArgumentError(`A number ${limit} is needed.`);
  };
}

/** Reads a pixel threshold, or “follow”, which lets it follow T2. @throws InvalidArgumentError */
export function pixelOption(text: string): number | 'follow' {
  return text === 'follow' ? text : numberFrom('above zero')(text);
}

/** Reads a finite number; NaN if the text is none. */
function readNumber(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : Number.NaN;
}

/** Reads a number above 0. @throws InvalidArgumentError */
export function positiveNumber(text: string): number {
  const value = readNumber(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('A number above 0 is needed.');
}

/** Reads any finite number. @throws InvalidArgumentError */
export function anyNumber(text: string): number {
  const value = readNumber(text);
  if (!Number.isNaN(value)) return value;
  throw new InvalidArgumentError('A number is needed.');
}

/** Reads a share of a whole. @throws InvalidArgumentError */
export function shareOption(text: string): number {
  const value = readNumber(text);
  if (value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError('A share from 0 to 1 is needed, e.g. 0.0005 for 0.05 % of the picture.');
}

/**
 * Resolves a path as the person meant it: npm runs scripts in the project's folder and stores the folder of the call
 * in `INIT_CWD`.
 */
export function meantPath(path: string, environment: NodeJS.ProcessEnv, workingFolder: string): string {
  const calledByNpm = ['station', 'pretrain'].includes(environment['npm_lifecycle_event'] ?? '');
  return resolve((calledByNpm ? environment['INIT_CWD'] : undefined) ?? workingFolder, path);
}

/**
 * Reads a path on the command line of this process.
 *
 * @throws InvalidArgumentError if the path is empty, for example from an unset variable of a script; it must not mean
 *   the working folder
 */
export function pathOption(path: string): string {
  if (path === '') throw new InvalidArgumentError('A path is needed.');
  return meantPath(path, process.env, process.cwd());
}

/** Makes a reader for files with these endings. @param endings an error names the first. @throws InvalidArgumentError */
export function fileOption(...endings: readonly [string, ...string[]]): (path: string) => string {
  return (path) => {
    if (endings.includes(extname(path).toLowerCase())) return pathOption(path);
    throw new InvalidArgumentError(`A name that ends in ${endings[0]} is needed.`);
  };
}

/** Reads a day, `2026-11-30`, or a minute, `2026-11-30T14:05`. @throws InvalidArgumentError */
export function wallMoment(text: string): WallMoment {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text);
  const whole = isDay ? `${text}T00:00` : text;
  const wall = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(whole) ? Date.parse(`${whole}:00Z`) : Number.NaN;
  // The date must exist: the parser may read the 31st of November as the 1st of December.
  if (!Number.isNaN(wall) && new Date(wall).toISOString().startsWith(whole)) {
    return { wall, lasts: isDay ? day : minute };
  }
  throw new InvalidArgumentError('A day like 2026-11-30, or a minute like 2026-11-30T14:05, is needed.');
}
