import type { EventPublisher } from '@orpc/server';
import type { Job, LossPoint, TrainingEvent } from '../../shared/contract/training.ts';
import { isOver } from './job-end.ts';

export interface WatchedJobs {
  /** @throws StationError NOT_FOUND */
  find(id: string): Job;
  losses(id: string): LossPoint[];
  readonly events: EventPublisher<Record<string, TrainingEvent>>;
}

/** Yields a job and its loss curve so far, then its events until it has ended. */
export async function* watchJob(
  { find, losses, events }: WatchedJobs,
  jobId: string,
  signal?: AbortSignal,
): AsyncGenerator<TrainingEvent> {
  const stop = new AbortController();
  // Subscribes before it reads the past, so that no event is missed.
  const coming = events.subscribe(jobId, {
    signal: signal ? AbortSignal.any([signal, stop.signal]) : stop.signal,
  });
  try {
    const job = find(jobId);
    yield { kind: 'job', job };
    const known = losses(jobId);
    for (const point of known) yield { kind: 'loss', point };
    if (isOver(job)) return;
    let last = known.at(-1);
    for await (const event of coming) {
      if (event.kind === 'anew') last = undefined;
      const repeated =
        event.kind === 'loss' &&
        last !== undefined &&
        (event.point.student < last.student ||
          (event.point.student === last.student && event.point.step <= last.step));
      if (!repeated) yield event;
      if (event.kind === 'job' && isOver(event.job)) return;
    }
  } finally {
    stop.abort();
  }
}
