import { z } from 'zod';

/** Statements of PostgreSQL with parameters `$1`, `$2`, …: the only SQL of the plant, whatever runs it. */
export interface Statements {
  /** Rows as objects; numbers of 64 bits come as numbers. */
  query(sql: string, parameters?: readonly unknown[]): Promise<readonly unknown[]>;
}

/** Where the plant's log lies. */
export interface PlantDatabase extends Statements {
  readonly kind: PlantDatabaseKind;
  /** All or nothing; what is thrown inside undoes it. */
  transaction<Result>(work: (statements: Statements) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

export const plantDatabaseKinds = ['embedded', 'postgresql'] as const;
export type PlantDatabaseKind = (typeof plantDatabaseKinds)[number];

/** Every row of a statement, validated. */
export async function rowsOf<Row>(
  schema: z.ZodType<Row>,
  statements: Statements,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<Row[]> {
  return z.array(schema).parse(await statements.query(sql, parameters));
}

/** The first row of a statement, validated; null when there is none. */
export async function rowOf<Row>(
  schema: z.ZodType<Row>,
  statements: Statements,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<Row | null> {
  return (await rowsOf(schema, statements, sql, parameters))[0] ?? null;
}
