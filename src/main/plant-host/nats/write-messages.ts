import { messageOf } from '../../../shared/domain/station-error.ts';
import type { Batch, IngestRepository } from '../log/ingest-repository.ts';
import type { GivenMessage } from './read-messages.ts';

/** SQLSTATE classes 22 and 23: values that the database cannot keep, such as a number out of range. */
const ofData = /^2[23]/;

/** Tells whether a failure is due to the data, and not to the database or the connection. */
function isOfData(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ofData.test(String(error.code));
}

/**
 * Writes messages to the log in order. A message that the log cannot keep is held, so that it does not block those behind it; it is found
 * by splitting the batch into halves until it stands alone.
 *
 * @throws the database's error, if it is not due to the messages
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
