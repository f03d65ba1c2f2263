import { availableParallelism, cpus } from 'node:os';
import ort from 'onnxruntime-node';
import { markdownTable } from './markdown-table.ts';

/** Describes the machine of the measurement. */
export function machine(): { cpu: string; cores: number; node: string; onnxruntime: string } {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    node: process.versions.node,
    onnxruntime: ort.env.versions.node ?? ort.env.versions.common,
  };
}

/** The results of a benchmark. */
export interface Report {
  readonly benchmark: string;
  /** Settings that all results share. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly results: readonly Readonly<Record<string, unknown>>[];
  readonly table: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };
}

/** Prints a Markdown table on stderr and one line of JSON on stdout. */
export function report({ benchmark, settings, results, table }: Report): void {
  process.stderr.write(`\n**${benchmark}**\n\n${markdownTable(table.head, table.rows)}\n`);
  process.stdout.write(`${JSON.stringify({ benchmark, machine: machine(), settings, results })}\n`);
}

/** Prints the current measurement. */
export function say(text: string): void {
  process.stderr.write(`${text} …\n`);
}

/** Formats milliseconds for a table. */
export function milliseconds(value: number): string {
  return value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
}
