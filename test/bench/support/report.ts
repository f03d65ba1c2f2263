import { availableParallelism, cpus } from 'node:os';
import ort from 'onnxruntime-node';
import { markdownTable } from './markdown-table.ts';

/** The machine that the figures are of. */
export function machine(): { cpu: string; cores: number; node: string; onnxruntime: string } {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    node: process.versions.node,
    onnxruntime: ort.env.versions.node ?? ort.env.versions.common,
  };
}

/** What a benchmark found. */
export interface Report {
  readonly benchmark: string;
  /** What holds for all results. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly results: readonly Readonly<Record<string, unknown>>[];
  readonly table: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };
}

/** Prints a Markdown table on stderr and one line of JSON on stdout. */
export function report({ benchmark, settings, results, table }: Report): void {
  process.stderr.write(`\n**${benchmark}**\n\n${markdownTable(table.head, table.rows)}\n`);
  process.stdout.write(`${JSON.stringify({ benchmark, machine: machine(), settings, results })}\n`);
}

/** Says what is being measured. */
export function say(text: string): void {
  process.stderr.write(`${text} …\n`);
}

/** Milliseconds for a table. */
export function milliseconds(value: number): string {
  return value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
}
