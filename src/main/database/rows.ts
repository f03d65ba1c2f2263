import type { Statement } from 'better-sqlite3';
import { z } from 'zod';

type Parameters = unknown[];

/** Returns the first row of a query, validated; null if there is none. */
export function oneRow<Row>(
  schema: z.ZodType<Row>,
  statement: Statement,
  ...parameters: Parameters
): Row | null {
  const row = statement.get(...parameters);
  return row === undefined ? null : schema.parse(row);
}

/** Returns every row of a query, validated. */
export function allRows<Row>(schema: z.ZodType<Row>, statement: Statement, ...parameters: Parameters): Row[] {
  return z.array(schema).parse(statement.all(...parameters));
}

/** Returns the count of a query that counts: the first column of its only row. */
export function countOf(statement: Statement, ...parameters: Parameters): number {
  const row = z.record(z.string(), z.number()).parse(statement.get(...parameters));
  return z.number().parse(Object.values(row)[0]);
}

/** A column that holds JSON of the given shape. */
export function jsonColumn<Value>(schema: z.ZodType<Value>) {
  return z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(schema);
}

/** A column that holds 0 or 1. */
export const flagColumn = z.union([z.literal(0), z.literal(1)]).transform((flag) => flag === 1);

/** Returns the id of the inserted row. */
export function insertedId(result: { lastInsertRowid: number | bigint }): number {
  return Number(result.lastInsertRowid);
}
