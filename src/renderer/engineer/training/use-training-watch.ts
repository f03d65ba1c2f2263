import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue';
import type { LossPoint } from '../../../shared/contract/training.ts';
import { useClient, useStationConnection } from '../../transport/client.ts';
import { toFailure, type Failure } from '../../transport/failure.ts';
import { follow } from '../../transport/follow.ts';
import { useJobs } from './jobs-store.ts';

/**
 * Follows the loss curve of a job from its beginning; the job's other news go to the jobs store. The curve is updated
 * once per drawn frame, however fast its points arrive.
 */
export function useTrainingWatch(jobId: Ref<string | null>) {
  const client = useClient();
  const connection = useStationConnection();
  const jobs = useJobs();
  const points = shallowRef<readonly LossPoint[]>([]);
  /** True once the stream has ended: no more points follow. */
  const ended = ref(false);
  const failure = shallowRef<Failure | null>(null);
  let stop = new AbortController();

  async function listen(id: string, signal: AbortSignal): Promise<void> {
    let gathered: LossPoint[] = [];
    let drawing = 0;
    const show = (): void => {
      drawing = 0;
      if (!signal.aborted) points.value = [...gathered];
    };
    try {
      await follow(
        connection,
        (inner) => {
          // Every new subscription starts with the whole curve again.
          gathered = [];
          return client.training.watch({ jobId: id }, { signal: inner });
        },
        (event) => {
          if (event.kind === 'job') jobs.put(event.job);
          else if (event.kind === 'loss') gathered.push(event.point);
          else gathered = [];
          drawing ||= requestAnimationFrame(show);
        },
        signal,
      );
      show();
      ended.value = !signal.aborted;
    } catch (error) {
      failure.value = toFailure(error);
    }
  }

  watch(
    jobId,
    (id) => {
      stop.abort();
      stop = new AbortController();
      points.value = [];
      ended.value = false;
      failure.value = null;
      if (id !== null) void listen(id, stop.signal);
    },
    { immediate: true },
  );
  onScopeDispose(() => stop.abort());

  return { points, ended, failure };
}
