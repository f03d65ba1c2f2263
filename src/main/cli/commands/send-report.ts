import { StationError } from '../../../shared/domain/station-error.ts';
import type { CommandContext } from '../command-context.ts';
import { reportNamed } from '../report-named.ts';

/** Writes and sends a scheduled report at once. @throws StationError with the reason if it did not arrive */
export async function sendReport({ client, terminal }: CommandContext, called: string): Promise<void> {
  const { id, name } = reportNamed(await client.scheduledReports.list(), called);
  const run = await client.scheduledReports.send({ id });
  if (run.failure !== null) {
    throw new StationError(run.failure.code, `“${name}” did not arrive. ${run.failure.message}`);
  }
  terminal.print(`“${name}” was sent: ${run.fileName}`);
  terminal.printJson(run);
}
