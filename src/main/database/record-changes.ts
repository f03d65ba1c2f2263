import type Sqlite from 'better-sqlite3';
import { z } from 'zod';
import { currentActor } from './actor.ts';
import { auditHash, hashedFields, noRecord } from './audit-hash.ts';
import { columnOf } from './columns.ts';
import { recordedTables, type RecordedTable } from './recorded-tables.ts';

/** The fields of a record, each as an SQL expression. */
export interface RecordSql {
  readonly who: string;
  readonly code: string;
  readonly subject: string;
  readonly before: string;
  readonly after: string;
  readonly note: string;
}

const hashedValue = z.union([z.string(), z.number(), z.null()]);
const columns = hashedFields.map(columnOf);

/**
 * Adds the next record of the audit trail. The inner query has an aggregate, so that SQLite does not merge it with the outer one: each
 * expression is computed once, for the column and for the hash.
 */
export function insertRecord({ who, code, subject, before, after, note }: RecordSql): string {
  return `INSERT INTO audit_records (${columns.join(', ')}, hash)
SELECT ${columns.join(', ')}, audit_hash(${columns.join(', ')}) FROM (
  SELECT coalesce(max(number), 0) + 1 AS number, audit_now() AS at, ${who} AS who, audit_origin() AS origin, ${code} AS code,
    CAST(${subject} AS TEXT) AS subject, ${before} AS value_before, ${after} AS value_after, ${note} AS note,
    coalesce((SELECT hash FROM audit_records ORDER BY number DESC LIMIT 1), '${noRecord}') AS previous
  FROM audit_records)`;
}

/**
 * Makes this connection record each change of a recorded table in the audit trail, within the transaction of the change. The triggers are
 * temporary, because they ask this process who acts; so any other program can open a copy of the database.
 */
export function recordChanges(database: Sqlite.Database): void {
  const there = new Set(
    z
      .array(z.object({ name: z.string() }))
      .parse(database.prepare(`SELECT name FROM main.sqlite_schema WHERE type = 'table'`).all())
      .map(({ name }) => name),
  );
  if (!there.has('audit_records')) return;
  database.function('audit_now', () => Date.now());
  database.function('audit_who', () => currentActor().name);
  database.function('audit_origin', () => currentActor().origin);
  database.function('audit_hash', { varargs: true }, (...values: unknown[]) => {
    const [number, at, who, origin, code, subject, valueBefore, valueAfter, note, previous] = z
      .array(hashedValue)
      .length(hashedFields.length)
      .parse(values);
    return auditHash({
      number: number ?? null,
      at: at ?? null,
      who: who ?? null,
      origin: origin ?? null,
      code: code ?? null,
      subject: subject ?? null,
      note: note ?? null,
      previous: previous ?? null,
      valueBefore: valueBefore ?? null,
      valueAfter: valueAfter ?? null,
    });
  });
  for (const [table, recorded] of Object.entries(recordedTables)) {
    if ('unrecorded' in recorded || !there.has(table)) continue;
    database.exec(triggersOf(table, recorded).join('\n'));
  }
}

function triggersOf(table: string, recorded: RecordedTable): string[] {
  const { added, addedBy, changed, removed, before } = recorded;
  const triggers: string[] = [];
  const trigger = (event: string, when: string, row: 'NEW' | 'OLD', values: Partial<RecordSql>): void => {
    const common = {
      who: 'audit_who()',
      subject: `${row}.${recorded.subject}`,
      before: 'NULL',
      after: 'NULL',
      note: recorded.note === undefined ? `''` : `coalesce(${row}.${recorded.note}, '')`,
    };
    triggers.push(`CREATE TEMP TRIGGER audit_${table}_${event.toLowerCase()} AFTER ${event} ON main.${table} ${when} BEGIN
${insertRecord({ code: `''`, ...common, ...values })};
END;`);
  };
  const by = (column: string | undefined): string =>
    column === undefined ? 'audit_who()' : `coalesce(NEW.${column}, audit_who())`;
  if (added !== undefined || addedBy !== undefined) {
    trigger('INSERT', '', 'NEW', {
      who: by(recorded.addedByUser),
      code: added === undefined ? codeBy(addedBy) : `'${added}'`,
      before: beforeOf(table, recorded),
      after: before !== undefined && 'column' in before ? `NEW.${before.after}` : jsonOf('NEW', recorded),
    });
  }
  if (changed !== undefined) {
    const differs = recorded.columns.map((column) => `OLD.${column} IS NOT NEW.${column}`).join(' OR ');
    trigger('UPDATE', `WHEN ${differs}`, 'NEW', {
      who: by(recorded.changedByUser),
      code: `'${changed}'`,
      before: jsonOf('OLD', recorded),
      after: jsonOf('NEW', recorded),
    });
  }
  if (removed !== undefined) {
    trigger('DELETE', '', 'OLD', { code: `'${removed}'`, before: jsonOf('OLD', recorded) });
  }
  return triggers;
}

function codeBy(addedBy: RecordedTable['addedBy']): string {
  if (addedBy === undefined) throw new Error('A recorded table names the code of what is added');
  const cases = Object.entries(addedBy.codes).map(([value, code]) => `WHEN '${value}' THEN '${code}'`);
  return `CASE NEW.${addedBy.column} ${cases.join(' ')} END`;
}

function beforeOf(table: string, recorded: RecordedTable): string {
  const { before } = recorded;
  if (before === undefined) return 'NULL';
  if ('column' in before) return `NEW.${before.column}`;
  const same = before.lastOfSame;
  return `(SELECT ${jsonOf('b', recorded)} FROM ${table} b WHERE b.${same} = NEW.${same} AND b.id < NEW.id
    ORDER BY b.id DESC LIMIT 1)`;
}

function jsonOf(row: string, { columns: recorded }: RecordedTable): string {
  return `json_object(${recorded.map((column) => `'${column}', ${row}.${column}`).join(', ')})`;
}
