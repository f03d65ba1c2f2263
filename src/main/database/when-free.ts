import { setTimeout as sleep } from 'node:timers/promises';
import { isDatabaseBusy, retryEveryMs } from './database-busy.ts';

/** Whether to go on waiting, after so many milliseconds. */
export type GoesOn = (waitedMs: number) => boolean;

/** As long as a person waits for an answer. */
export const aMoment: GoesOn = (waitedMs) => waitedMs < 5_000;

/**
 * Does something that writes; while another program holds the database it is done again, by a timer and not within SQLite, since
 * meanwhile the line goes on. It is done from its beginning each time: what it writes, it writes in one transaction.
 *
 * @param waitsFor which failures are waited for: a database that is held, where left out
 * @throws what it throws; that the database is held, once it no longer goes on
 */
export async function whenFree<Result>(
  act: () => Result | PromiseLike<Result>,
  goesOn: GoesOn = aMoment,
  waitsFor: (error: unknown) => boolean = isDatabaseBusy,
): Promise<Result> {
  for (let waitedMs = 0; ; waitedMs += retryEveryMs) {
    try {
      return await act();
    } catch (error) {
      if (!waitsFor(error) || !goesOn(waitedMs)) throw error;
      await sleep(retryEveryMs);
    }
  }
}
