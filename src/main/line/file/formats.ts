import { z } from 'zod';
import {
  judgedMessageSchema,
  uninspectedMessageSchema,
  type KeptMessage,
} from '../../../shared/contract/line-message.ts';
import type { FileFormat } from '../../../shared/domain/output-kinds.ts';
import type { DecimalSeparator } from '../../../shared/domain/station-settings.ts';
import { columnOf } from '../../database/columns.ts';
import { byteOrderMark, csvLine, type Cell } from '../../files/csv.ts';

/** A file format of messages. */
export interface Format {
  /** Ending of the file's name. */
  readonly ending: string;
  /** Returns the first line of a file; empty: none. */
  head(decimal: DecimalSeparator): string;
  /** Returns one message as a line with line break. */
  line(message: KeptMessage, decimal: DecimalSeparator): string;
}

type Path = readonly string[];

/** Returns the paths to all single values of a message. */
function valuesOf(schema: z.ZodObject, way: Path = []): Path[] {
  return Object.entries(schema.shape).flatMap(([field, inner]) =>
    inner instanceof z.ZodObject ? valuesOf(inner, [...way, field]) : [[...way, field]],
  );
}

/** All fields of a part, judged or not. */
const columns: readonly Path[] = [
  ['number'],
  ...valuesOf(z.object({ ...judgedMessageSchema.shape, ...uninspectedMessageSchema.shape })),
];

function valueAt(message: unknown, way: Path): unknown {
  let value = message;
  for (const field of way) {
    const parsed = z.record(z.string(), z.unknown()).safeParse(value);
    value = parsed.data?.[field];
  }
  return value;
}

/**
 * Makes a cell from a value. Replaces line breaks, because programs that read line by line would see two
 * rows.
 */
function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? value.replaceAll(/[\r\n]+/g, ' ') : JSON.stringify(value);
}

function flat({ number, body }: KeptMessage): Record<string, unknown> {
  return { number, ...body };
}

export const formats: Readonly<Record<FileFormat, Format>> = {
  'json-lines': {
    ending: 'jsonl',
    head: () => '',
    line: (message) => `${JSON.stringify(flat(message))}\n`,
  },
  csv: {
    ending: 'csv',
    head: (decimal) => {
      const names = columns.map((way) => way.map(columnOf).join('_'));
      return byteOrderMark + csvLine(names, decimal);
    },
    line: (message, decimal) => {
      const cells = columns.map((way) => cellOf(valueAt(flat(message), way)));
      return csvLine(cells, decimal);
    },
  },
};
