import { z } from 'zod';
import { visibleLine } from '../domain/visible-text.ts';
import { rowId, uuid } from '../contract/base.ts';
import { mostStations } from './limits.ts';

/** A station's number at its plant. */
export const stationNumberSchema = z.number().int().min(1).max(mostStations);

/** A SHA-256 as hexadecimal digits: the name of an object. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, 'A SHA-256 has 64 hexadecimal digits');

/** One line of visible characters. */
export const lineOf = (longest: number) => z.string().max(longest).regex(visibleLine);

/** Text as it stands at a station. What no database keeps, NUL and halves of a character, is replaced. */
export const textOf = (longest: number) =>
  z
    .string()
    .max(longest)
    .transform((text) => text.replaceAll('\0', '\uFFFD').toWellFormed());

/** A person's name as a station or the plant writes it. */
export const personSchema = lineOf(200).min(1);

/** What every message begins with. `format` counts up when a field changes its meaning or goes; a new field leaves it as it is. */
export const messageHead = {
  format: z.literal(1),
  /** Who sends it, or whom it is for. The subject says the same: a message whose two numbers differ is held, and counts nowhere. */
  station: stationNumberSchema,
};

/** A product as its station knows it. Stations share a product where its name is the same. */
export const namedProductSchema = z.object({ id: uuid, name: textOf(200).refine((name) => name !== '') });

/** The model that judged; models with the same graph are the same at every station. */
export const namedModelSchema = z.object({ id: uuid, graphSha256: sha256Schema });

/** What camera or folder call a part has at most so many characters; the rest stays at the station. */
export const longestPartName = 1000;

/** The number of a row of a station's log: counts up, and is never used twice there. */
export const stationRow = rowId;
