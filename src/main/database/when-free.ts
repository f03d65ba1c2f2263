import { setTimeout as sleep } from 'node:timers/promises';
import { isDatabaseBusy, retryEveryMs } from './database-busy.ts';

/** Tells whether to go on waiting after this time. */
export type GoesOn = (waitedMs: number) => boolean;

/** Goes on for five seconds, as long as a person waits for an answer. */
export const aMoment: GoesOn = (waitedMs) => waitedMs < 5_000;

/**
 * Runs an act that writes, and repeats it while another program holds the database. Between two tries the line goes on, which a wait
 * within SQLite would stop. Each try begins anew, so the act must write everything in one transaction.
 *
 * @param waitsFor tells after which errors the act is repeated; default: those of a database that another program holds
 * @throws the act's error; also that of a held database, after which `goesOn` ended the wait
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
