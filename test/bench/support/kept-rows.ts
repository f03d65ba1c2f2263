import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { z } from 'zod';

/** The rows of a benchmark that takes hours, line by line in a file, so that it can be continued. */
export interface KeptRows<Row> {
  /** Rows of earlier runs. */
  readonly known: readonly Row[];
  add(row: Row): void;
}

/** @param file undefined: stores nothing */
export function keptRows<Row>(file: string | undefined, schema: z.ZodType<Row>): KeptRows<Row> {
  const lines = file !== undefined && existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return {
    known: lines.filter((line) => line !== '').map((line) => schema.parse(JSON.parse(line))),
    add(row) {
      if (file === undefined) return;
      mkdirSync(dirname(file), { recursive: true });
      appendFileSync(file, `${JSON.stringify(row)}\n`);
    },
  };
}
