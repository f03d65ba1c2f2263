import Sqlite from 'better-sqlite3';
import type { TakeOver } from '../../shared/contract/take-over-outcome.ts';
import type { Job } from '../../shared/contract/training.ts';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { databaseFailure } from '../database/database-failure.ts';
import { fileFailure } from '../files/file-failure.ts';
import type { JobEnd, JobRepository } from './job-repository.ts';

/** Tells whether the job has ended and will never change again. */
export function isOver(job: Job): boolean {
  return job.state === 'completed' || job.state === 'failed' || job.state === 'cancelled';
}

/** Converts a failure for people. @param path the file that was being written */
export function namedFailure(error: unknown, path: string, databaseFile: string): unknown {
  return error instanceof Sqlite.SqliteError
    ? databaseFailure(error, databaseFile)
    : fileFailure(error, path);
}

/** Returns the end of a training that threw. */
export function endOf(error: unknown): JobEnd {
  if (error instanceof StationError && error.code === 'CANCELLED') return { state: 'cancelled' };
  if (error instanceof StationError) return { state: 'failed', code: error.code, message: error.message };
  return { state: 'failed', code: 'WORKER_FAILED', message: `The training failed: ${messageOf(error)}` };
}

/** Returns the outcome of a comparison that threw: undecided, so the old model stays. */
export function undecided(error: unknown): TakeOver {
  const code = error instanceof StationError ? error.code : 'WORKER_FAILED';
  return { kind: 'undecided', code, message: messageOf(error) };
}

/**
 * Returns a function that ends the jobs which a killed station left. Call this at start, since it only covers the jobs that exist now. A job
 * whose models were being compared has its model and is completed; others fail.
 */
export function endingOrphans(
  jobs: Pick<JobRepository, 'unended' | 'completeCompared' | 'failOrphans'>,
): () => void {
  const orphans = jobs.unended();
  const message = 'The station was closed or stopped while the training ran. Start the training again.';
  const between =
    'The station was closed or stopped while the models were compared. Compare them in Evaluate.';
  return () => {
    const now = Date.now();
    jobs.completeCompared(orphans, undecided(new StationError('WORKER_FAILED', between)), now);
    jobs.failOrphans(orphans, 'WORKER_FAILED', message, now);
  };
}
