import type { Language } from '../../../shared/domain/languages.ts';
import { ownTimeZone } from '../../../shared/domain/time-zone.ts';
import type { CommandContext } from '../command-context.ts';
import { logFilterOf, type LogOptions } from '../log-filter.ts';
import { preparePlace } from '../prepare-place.ts';
import { saveExport } from '../save-export.ts';
import { counted } from '../text.ts';

export interface ReportOptions extends LogOptions {
  /** The PDF file to write; it replaces an earlier report. */
  readonly out: string;
  /** The station's language if left out. */
  readonly language?: Language;
  /** Most entries in the report. */
  readonly entries: number;
}

/** Writes the reviewer's report: figures, and pictures of the entries with the highest scores. */
export async function report(
  context: CommandContext,
  { out, language, entries: most, ...options }: ReportOptions,
): Promise<void> {
  const { client, terminal, signal } = context;
  const timeZone = ownTimeZone();
  const filter = await logFilterOf(client, options, timeZone);
  await preparePlace(out, 'paper');
  const request = { filter, timeZone, language, entries: most };
  const events = await client.statistics.exportReport(request, { signal });
  const { entries, missing = 0 } = await saveExport(context, events, 'Writing the report', out);
  if (missing > 0) {
    terminal.note(`${counted(missing, 'picture')} missing or damaged; the report says so in the place.`);
  }
  terminal.print(`Figures and ${entries === 1 ? '1 entry' : `${entries} entries`} in ${out}`);
  terminal.printJson({ file: out, entries, missing });
}
