import { z } from 'zod';
import {
  judgedEntrySchema,
  logEntrySchema,
  uninspectedEntrySchema,
  type JudgedEntry,
  type UninspectedEntry,
} from '../../shared/contract/log.ts';
import { unlikeSchema } from '../../shared/domain/picture-traits.ts';
import { keysOf } from '../../shared/domain/keys.ts';
import { verdicts } from '../../shared/domain/verdict.ts';
import { addressOf, sourceSchema } from '../../shared/domain/source-kinds.ts';
import { triggerKindSchema } from '../../shared/domain/triggers.ts';
import { readAsJson, readAsJsonIfThere, readColumns } from '../database/columns.ts';
import { flagColumn, jsonColumn } from '../database/rows.ts';
import { loggedFileSchema, type JudgedFiles, type LoggedFiles } from './files.ts';
import { judgedOfRow, judgedRowSchema, partFields } from './part-rows.ts';

const listFields = keysOf(logEntrySchema.omit({ productName: true, pictured: true }).shape);
const furtherFields = partFields.filter((field) => !listFields.some((known) => known === field));
const [firstField = 'path', ...otherFields] = keysOf(loggedFileSchema.shape);
const fileFields = [firstField, ...otherFields] as const;
const modelFields = keysOf(judgedEntrySchema.shape.model.shape);

/** Columns of the list, for `FROM log_entries e JOIN products p`. */
export const listColumns = [
  readColumns('e', listFields),
  'p.name AS productName',
  'e.picture_path IS NOT NULL AND e.pictures_gone_at IS NULL AS pictured',
].join(', ');

/** A row of the list. */
export const listRowSchema = logEntrySchema.extend({ pictured: flagColumn });

/** Further columns of one entry, for sessions `s` and models `m`. */
export const detailColumns = [
  readColumns('e', furtherFields),
  readAsJsonIfThere('e', fileFields, 'picture_', 'picture'),
  readAsJsonIfThere('e', fileFields, 'map_', 'map'),
  "iif(e.pictures_gone_at IS NULL, NULL, json_object('at', e.pictures_gone_at, 'rule', e.pictures_gone_by)) AS picturesGone",
  readColumns('s', ['source', 'triggerKind']),
  readAsJson('m', modelFields, '', 'model'),
].join(', ');

/** An entry of the log with its files. Its limits and decisions are read separately, by id. */
export interface JudgedRecord {
  readonly entry: Omit<JudgedEntry, 'thresholds' | 'decisions' | 'picture' | 'map'>;
  readonly thresholdsId: number;
  readonly files: JudgedFiles;
}
export interface UninspectedRecord {
  readonly entry: Omit<UninspectedEntry, 'decisions' | 'picture'>;
  readonly thresholdsId: null;
  readonly files: LoggedFiles;
}
export type EntryRecord = JudgedRecord | UninspectedRecord;

const fromSession = {
  source: jsonColumn(sourceSchema).transform((source) => ({ kind: source.kind, address: addressOf(source) })),
  triggerKind: triggerKindSchema,
  model: jsonColumn(judgedEntrySchema.shape.model),
  unlike: z.nullable(jsonColumn(unlikeSchema)),
  picturesGone: z.nullable(jsonColumn(judgedEntrySchema.shape.picturesGone.unwrap())),
};
const file = jsonColumn(loggedFileSchema);

const judgedRow = judgedRowSchema
  .extend(listRowSchema.shape)
  .extend({ ...fromSession, verdict: z.enum(verdicts), score: z.number(), reason: z.null() })
  .extend({ picture: file, map: file })
  .transform(({ picture, map, ...row }): EntryRecord => {
    const { thresholdsId, ...entry } = judgedOfRow(row);
    return { entry, thresholdsId, files: { picture, map } };
  });

const uninspectedRow = uninspectedEntrySchema
  .omit({ decisions: true })
  .extend({ ...fromSession, pictured: flagColumn, picture: file.nullable() })
  .transform(({ picture, ...entry }): EntryRecord => ({
    entry,
    thresholdsId: null,
    files: { picture, map: null },
  }));

export const entryRowSchema = z.union([judgedRow, uninspectedRow]);
