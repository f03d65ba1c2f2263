import { defineStore } from 'pinia';
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { Job } from '../../../shared/contract/training.ts';
import { useStationChanges } from '../../stores/use-station-changes.ts';
import { useClient } from '../../transport/client.ts';
import { toFailure } from '../../transport/failure.ts';
import type { Failure } from '../../transport/failure.ts';

/** True while the job may still change. */
export function isUnderWay(job: Job): boolean {
  return job.state === 'queued' || job.state === 'running';
}

/** All training jobs, newest first, of all products. */
export const useJobs = defineStore('jobs', () => {
  const client = useClient();
  const jobs = shallowRef<readonly Job[]>([]);
  const loaded = ref(false);
  const failure = shallowRef<Failure | null>(null);

  async function refresh(): Promise<void> {
    try {
      const list = await client.training.list({});
      jobs.value = list.sort((a, b) => b.createdAt - a.createdAt);
      loaded.value = true;
      failure.value = null;
    } catch (error) {
      failure.value = toFailure(error);
    }
  }

  function put(job: Job): void {
    const isListed = jobs.value.some((other) => other.id === job.id);
    jobs.value = isListed
      ? jobs.value.map((other) => (other.id === job.id ? job : other))
      : [job, ...jobs.value];
  }

  const ofProduct = (productId: string): Job[] => jobs.value.filter((job) => job.productId === productId);

  // Progress is no change of the station; it is asked for while something is being trained.
  const underWay = computed(() => jobs.value.some(isUnderWay));
  let timer: ReturnType<typeof setInterval> | undefined;
  const rest = (): void => clearInterval(timer);
  watch(underWay, (busy) => {
    rest();
    if (busy) timer = setInterval(() => void refresh(), 2_000);
  });
  onScopeDispose(rest);
  useStationChanges((change) => change.kind === 'jobs', refresh);
  void refresh();

  return { jobs, loaded, failure, refresh, put, ofProduct };
});
