import type { DecimalSeparator } from '../../../shared/domain/station-settings.ts';
import { ownTimeZone } from '../../../shared/domain/time-zone.ts';
import { productInLog, type CommandContext } from '../command-context.ts';
import { periodOf, type PeriodOptions } from '../period.ts';
import { preparePlace } from '../prepare-place.ts';
import { saveExport } from '../save-export.ts';
import { counted } from '../text.ts';

export interface ExportLogOptions extends PeriodOptions {
  /** The CSV file to write; a log that is there is replaced. */
  readonly out: string;
  /** All products when left out. */
  readonly product?: string;
  /** All lanes when left out. */
  readonly lane?: number;
  /** That of the station's settings when left out. */
  readonly decimal?: DecimalSeparator;
}

/** Writes the log as CSV, oldest first, with times in the zone of this machine. */
export async function exportLog(
  context: CommandContext,
  { out, product: name, lane, decimal, ...period }: ExportLogOptions,
): Promise<void> {
  const { client, terminal, signal } = context;
  const timeZone = ownTimeZone();
  const span = periodOf(period, timeZone);
  const product = name === undefined ? null : await productInLog(client, name);
  await preparePlace(out, 'log');
  const filter = {
    ...span,
    ...(product === null ? {} : { productId: product.id }),
    ...(lane === undefined ? {} : { lane }),
  };
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
