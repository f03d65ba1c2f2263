import { messageOf } from '../../../shared/domain/station-error.ts';
import type { Batch, IngestRepository } from '../log/ingest-repository.ts';
import type { GivenMessage } from './read-messages.ts';

/** What a database says of values that it cannot keep, such as a number out of its range (SQLSTATE, classes 22 and 23). */
const ofData = /^2[23]/;

/** Whether a failure is of what was to be written, and not of the database or the way to it. */
function isOfData(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ofData.test(String(error.code));
}

/**
 * Writes messages into the log, in their order. One that the log cannot keep is held by name, so that it does not hold up those behind
 * it: the batch is cut in halves until it stands alone.
 *
 * @throws what the database says, where it is not of the messages
 */
export async function writeMessages(
  log: Pick<IngestRepository, 'add'>,
  read: (messages: readonly GivenMessage[]) => Batch,
  messages: readonly GivenMessage[],
): Promise<void> {
  try {
    await log.add(read(messages));
  } catch (error) {
    const [first, second] = messages;
    if (first === undefined || !isOfData(error)) throw error;
    if (second === undefined) {
      const { subject, stream, sequence } = first;
      const refused = [{ subject, stream, sequence, reason: `The log cannot keep it. ${messageOf(error)}` }];
      return log.add({ parts: [], entries: [], decisions: [], refused });
    }
    const middle = Math.ceil(messages.length / 2);
    await writeMessages(log, read, messages.slice(0, middle));
    await writeMessages(log, read, messages.slice(middle));
  }
}
