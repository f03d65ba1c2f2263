import { z } from 'zod';

/** Runs PostgreSQL's SQL with parameters `$1`, `$2`, …; the same SQL for the embedded log and for a server. */
export interface Statements {
  /** Returns rows as objects; 64-bit integers as numbers. */
  query(sql: string, parameters?: readonly unknown[]): Promise<readonly unknown[]>;
}

/** The database of the plant's log. */
export interface PlantDatabase extends Statements {
  readonly kind: PlantDatabaseKind;
  /** Runs work in a transaction; an error inside rolls it back. */
  transaction<Result>(work: (statements: Statements) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

export type PlantDatabaseKind = 'embedded' | 'postgresql';

/** Returns all rows of a statement, validated. */
export async function rowsOf<Row>(
  schema: z.ZodType<Row>,
  statements: Statements,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<Row[]> {
  return z.array(schema).parse(await statements.query(sql, parameters));
}

/** Returns the first row of a statement, validated; null if there is none. */
export async function rowOf<Row>(
  schema: z.ZodType<Row>,
  statements: Statements,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<Row | null> {
  return (await rowsOf(schema, statements, sql, parameters))[0] ?? null;
}
