import type { ExportEvent } from '../../shared/contract/statistics.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { writeFileDurably } from '../files/durable-file.ts';
import type { CommandContext } from './command-context.ts';

/**
 * Follows the writing of a log or report and saves the file under a name; replaces an existing file.
 *
 * @param thing text for the progress, such as `Writing the log`
 * @throws StationError of the writing; NO_PERMISSION, DISK_FULL naming the file
 */
export async function saveExport(
  { terminal, readMedia }: Pick<CommandContext, 'terminal' | 'readMedia'>,
  events: AsyncIterable<ExportEvent>,
  thing: string,
  path: string,
): Promise<Extract<ExportEvent, { kind: 'finished' }>> {
  for await (const event of events) {
    if (event.kind === 'finished') {
      const { body } = await readMedia({ kind: 'export', id: event.exportId });
      await writeFileDurably(path, body.stream());
      return event;
    }
    terminal.progress(`${thing}: ${event.done} of ${event.total}`);
  }
  throw new StationError('CANCELLED', 'The writing ended before it was finished.');
}
