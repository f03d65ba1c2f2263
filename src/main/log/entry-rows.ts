import { z } from 'zod';
import { logEntryDetailSchema, logEntrySchema, type LogEntryDetail } from '../../shared/contract/log.ts';
import { unlikeSchema } from '../../shared/domain/picture-traits.ts';
import { keysOf } from '../../shared/domain/keys.ts';
import { sourceSchema } from '../../shared/domain/source-kinds.ts';
import { readAsJson, readColumns } from '../database/columns.ts';
import { jsonColumn } from '../database/rows.ts';
import { loggedFileSchema, type LoggedFiles } from './files.ts';
import { partOfRow, partRowSchema } from './part-rows.ts';

const listFields = keysOf(logEntrySchema.omit({ productName: true }).shape);
const furtherFields = keysOf(partRowSchema.shape).filter(
  (field) => !listFields.some((known) => known === field),
);
const fileFields = keysOf(loggedFileSchema.shape);
const modelFields = keysOf(logEntryDetailSchema.shape.model.shape);

/** Columns of the list, for `FROM log_entries e JOIN products p`. */
export const listColumns = `${readColumns('e', listFields)}, p.name AS productName`;

/** Further columns of one entry, for sessions `s` and models `m`. */
export const detailColumns = [
  readColumns('e', furtherFields),
  readAsJson('e', fileFields, 'picture_', 'picture'),
  readAsJson('e', fileFields, 'map_', 'map'),
  readColumns('s', ['source']),
  readAsJson('m', modelFields, '', 'model'),
].join(', ');

/** An entry of the log with its files; its limits and decisions are asked for by id. */
export interface EntryRecord {
  readonly entry: Omit<LogEntryDetail, 'thresholds' | 'decisions' | 'picture' | 'map'>;
  readonly thresholdsId: number;
  readonly files: LoggedFiles;
}

export const entryRowSchema = partRowSchema
  .extend(logEntrySchema.shape)
  .extend({
    picture: jsonColumn(loggedFileSchema),
    map: jsonColumn(loggedFileSchema),
    source: jsonColumn(sourceSchema),
    model: jsonColumn(logEntryDetailSchema.shape.model),
    unlike: z.nullable(jsonColumn(unlikeSchema)),
  })
  .transform(({ picture, map, ...row }): EntryRecord => {
    const { thresholdsId, ...entry } = partOfRow(row);
    return { entry, thresholdsId, files: { picture, map } };
  }) satisfies z.ZodType<EntryRecord>;
