import { auditRecordSchema, type AuditFilter, type AuditRecord } from '../../shared/contract/audit.ts';
import type { AuditCode } from '../../shared/domain/audit-codes.ts';
import { keysOf } from '../../shared/domain/keys.ts';
import { readColumns } from '../database/columns.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { insertRecord } from '../database/record-changes.ts';
import { allRows, oneRow } from '../database/rows.ts';

/** A record that no change of a table causes. */
export interface NewAuditRecord {
  readonly code: AuditCode;
  readonly subject: string;
  readonly after?: unknown;
  readonly note?: string;
  /** The person; the current actor when left out. */
  readonly who?: string;
}

const columns = readColumns('a', keysOf(auditRecordSchema.shape));

export type AuditRepository = ReturnType<typeof createAuditRepository>;

/** The audit trail's rows. They are only ever added: by triggers when tables change, and by `append` for everything else. */
export function createAuditRepository(database: StationDatabase) {
  const insert = database.prepare(
    insertRecord({
      who: 'coalesce(@who, audit_who())',
      code: '@code',
      subject: '@subject',
      before: 'NULL',
      after: '@after',
      note: '@note',
    }),
  );
  const page = database.prepare(
    `SELECT ${columns} FROM audit_records a WHERE (@code IS NULL OR code = @code) AND (@who IS NULL OR who = @who)
       AND (@subject IS NULL OR subject = @subject) AND (@from IS NULL OR at >= @from) AND (@to IS NULL OR at < @to)
       AND number >= @first AND number < @before ORDER BY number DESC LIMIT @limit`,
  );
  const after = database.prepare(
    `SELECT ${columns} FROM audit_records a WHERE number > ? ORDER BY number LIMIT ?`,
  );
  const newest = database.prepare(`SELECT ${columns} FROM audit_records a ORDER BY number DESC LIMIT 1`);
  const oldest = database.prepare(`SELECT ${columns} FROM audit_records a ORDER BY number LIMIT 1`);
  const ofSubject = database.prepare(
    `SELECT ${columns} FROM audit_records a WHERE subject = @subject AND code = @code ORDER BY number`,
  );
  return {
    append: ({ code, subject, after: value, note = '', who }: NewAuditRecord): void =>
      void insert.run({
        code,
        subject,
        note,
        who: who ?? null,
        after: value === undefined ? null : JSON.stringify(value),
      }),

    /** Returns matching records within a span of numbers, newest first. */
    page: (
      filter: AuditFilter,
      { from: first, before }: { readonly from: number; readonly before: number },
      limit: number,
    ): AuditRecord[] =>
      allRows(auditRecordSchema, page, {
        code: null,
        who: null,
        subject: null,
        from: null,
        to: null,
        ...filter,
        first,
        before,
        limit,
      }),

    newest: (): AuditRecord | null => oneRow(auditRecordSchema, newest),

    oldest: (): AuditRecord | null => oneRow(auditRecordSchema, oldest),

    /** Returns the next records after a number, oldest first. They are unvalidated, since somebody may have tampered with the database. */
    rowsAfter: (number: number, limit: number): unknown[] => after.all(number, limit),

    /** Returns the records about one subject, oldest first. */
    about: (code: AuditCode, subject: string): AuditRecord[] =>
      allRows(auditRecordSchema, ofSubject, { code, subject }),
  };
}
