import type { DecimalSeparator } from '../../../shared/domain/station-settings.ts';
import { ownTimeZone } from '../../../shared/domain/time-zone.ts';
import type { CommandContext } from '../command-context.ts';
import { logFilterOf, type LogOptions } from '../log-filter.ts';
import { preparePlace } from '../prepare-place.ts';
import { saveExport } from '../save-export.ts';
import { counted } from '../text.ts';

export interface ExportLogOptions extends LogOptions {
  /** The CSV file to write; it replaces an earlier log. */
  readonly out: string;
  /** The station's separator if left out. */
  readonly decimal?: DecimalSeparator;
}

/** Writes the log as CSV, oldest first, with times in this machine's time zone. */
export async function exportLog(
  context: CommandContext,
  { out, decimal, ...options }: ExportLogOptions,
): Promise<void> {
  const { client, terminal, signal } = context;
  const timeZone = ownTimeZone();
  const filter = await logFilterOf(client, options, timeZone);
  await preparePlace(out, 'log');
  const decimalSeparator = decimal ?? (await client.settings.get()).values['csv.decimalSeparator'];
  const request = { filter, timeZone, decimalSeparator };
  const events = await client.statistics.exportLog(request, { signal });
  const { entries } = await saveExport(context, events, 'Writing the log', out);
  terminal.print(`${counted(entries, 'line')} in ${out}`);
  if (decimalSeparator === 'comma') {
    terminal.print('Decimal separator: comma. Fields are separated by semicolons.');
  }
  terminal.printJson({ file: out, entries, decimalSeparator });
}
