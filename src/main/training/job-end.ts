import Sqlite from 'better-sqlite3';
import type { TakeOver } from '../../shared/contract/take-over-outcome.ts';
import type { Job } from '../../shared/contract/training.ts';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { databaseFailure } from '../database/database-failure.ts';
import { fileFailure } from '../files/file-failure.ts';
import type { JobEnd, JobRepository } from './job-repository.ts';

/** True when the job never changes any more. */
export function isOver(job: Job): boolean {
  return job.state === 'completed' || job.state === 'failed' || job.state === 'cancelled';
}

/** A failure as people are told it. @param path what was being written */
export function namedFailure(error: unknown, path: string, databaseFile: string): unknown {
  return error instanceof Sqlite.SqliteError
    ? databaseFailure(error, databaseFile)
    : fileFailure(error, path);
}

/** How a training ended that threw. */
export function endOf(error: unknown): JobEnd {
  if (error instanceof StationError && error.code === 'CANCELLED') return { state: 'cancelled' };
  if (error instanceof StationError) return { state: 'failed', code: error.code, message: error.message };
  return { state: 'failed', code: 'WORKER_FAILED', message: `The training failed: ${messageOf(error)}` };
}

/** What became of a comparison that threw: nobody decided, the old model stays. */
export function undecided(error: unknown): TakeOver {
  const code = error instanceof StationError ? error.code : 'WORKER_FAILED';
  return { kind: 'undecided', code, message: messageOf(error) };
}

/**
 * What ends the jobs that are under way now, when the station has just started: one whose models were being compared has its
 * model. Jobs that come later are left alone.
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
