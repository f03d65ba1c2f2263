import { z } from 'zod';
import { visibleLine } from '../domain/visible-text.ts';
import { rowId, uuid } from '../contract/base.ts';
import { mostStations } from './limits.ts';

/** A station's number at its plant. */
export const stationNumberSchema = z.number().int().min(1).max(mostStations);

/** A SHA-256 in hexadecimal digits, used as an object's name. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, 'A SHA-256 has 64 hexadecimal digits');

/** One line of visible characters. */
export const lineOf = (longest: number) => z.string().max(longest).regex(visibleLine);

/** Text from a station. Characters that databases cannot store, NUL and lone surrogates, are replaced. */
export const textOf = (longest: number) =>
  z
    .string()
    .max(longest)
    .transform((text) => text.replaceAll('\0', '\uFFFD').toWellFormed());

/** A person's name as a station or the plant writes it. */
export const personSchema = lineOf(200).min(1);

/**
 * Fields at the start of every message. `format` counts up when a field changes its meaning or is removed;
 * new fields do not count.
 */
export const messageHead = {
  format: z.literal(1),
  /**
   * The sending or receiving station. The subject repeats the number; a message whose numbers differ is held
   * and not counted.
   */
  station: stationNumberSchema,
};

/** A product as its station knows it. Products of equal name are the same across stations. */
export const namedProductSchema = z.object({ id: uuid, name: textOf(200).refine((name) => name !== '') });

/** The model behind a verdict; models with equal graphs are the same at every station. */
export const namedModelSchema = z.object({ id: uuid, graphSha256: sha256Schema });

/** Longest part name that travels, characters; the rest stays at the station. */
export const longestPartName = 1000;

/** The number of a row in a station's log; counts up and is never reused there. */
export const stationRow = rowId;
